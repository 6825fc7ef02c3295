select
    gemeente_code,
    indicator_code,
    bron,
    feed
from indicatoren.brug_indicator_feed
order by gemeente_code, indicator_code, bron, feed
