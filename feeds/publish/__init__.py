"""The public feeds as files, for a CDN, a bucket or any web server."""
