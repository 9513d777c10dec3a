"""`/metrics`: this process's metrics for Prometheus."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client.exposition import choose_encoder

from api.service import ServiceDep

router = APIRouter(tags=["operations"])


@router.get("/metrics", response_class=PlainTextResponse)
def get_metrics(request: Request, service: ServiceDep) -> Response:
    """The metrics in Prometheus' text format, or as OpenMetrics where that is accepted."""
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(service.metrics), headers={"Content-Type": media_type})
