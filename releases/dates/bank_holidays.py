"""What people in the United Kingdom call its bank holidays, by the names that the list has.

The law and gov.uk name them by season; Scotland's summer bank holiday is the first Monday of August, elsewhere it is
the last.
"""

from releases.dates.names import key

_SUFFIXES = (" monday", " bank holiday", " holiday")
_COUNTRY = "GB"
_SUMMER = ("Summer Bank Holiday", "Late Summer Bank Holiday")

# Everyday name: the list's names, of which each part of the country keeps one; several where people can mean either.
_CALLED = {
    "summer bank holiday": (_SUMMER,),
    "august bank holiday": (_SUMMER,),
    "late august bank holiday": (("Late Summer Bank Holiday",),),
    "early august bank holiday": (("Summer Bank Holiday",),),
    "spring bank holiday": (("Spring Bank Holiday",),),
    "late may bank holiday": (("Spring Bank Holiday",),),
    "second may bank holiday": (("Spring Bank Holiday",),),
    "end may bank holiday": (("Spring Bank Holiday",),),
    "whitsun": (("Spring Bank Holiday",),),
    "whitsun bank holiday": (("Spring Bank Holiday",),),
    "whit bank holiday": (("Spring Bank Holiday",),),
    "early may bank holiday": (("May Day",),),
    "first may bank holiday": (("May Day",),),
    "may day bank holiday": (("May Day",),),
    "may bank holiday": (("May Day",), ("Spring Bank Holiday",)),
    "easter bank holiday": (("Good Friday",), ("Easter Monday",)),
    "christmas bank holiday": (("Christmas Day",), ("Boxing Day",)),
    "orangemen s day": (("Battle of the Boyne",),),
    "orangemens day": (("Battle of the Boyne",),),
    "twelfth july": (("Battle of the Boyne",),),
}


def listed_names(wanted: str, country: str) -> tuple[tuple[str, ...], ...]:
    """The keys that a name's key stands for in a country's list, for each day that it can mean."""
    called = _CALLED.get(wanted) or _CALLED.get(wanted.removesuffix(" monday"))
    if called and country == _COUNTRY:
        return tuple(tuple(key(name) for name in names) for names in called)
    bare = wanted
    for suffix in _SUFFIXES:
        bare = bare.removesuffix(suffix)
    return ((bare,),) if bare != wanted and "bank holiday" in wanted else ()
