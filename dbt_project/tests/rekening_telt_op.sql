{#-
    Every column of a programme's account adds up to the cent: saldo is baten minus lasten, saldo_reserves onttrekking
    minus storting, resultaat the two together, and the deviations likewise. A saldo or result that is not there though
    it could be computed is as wrong as one that is there though it could not.
-#}
{% set kolommen = ['begroting_primair_eur', 'begroting_na_wijziging_eur', 'realisatie_eur'] -%}
{{ config(tags=['financien']) }}
with
naast_elkaar as (
    {% for kolom in kolommen -%}
    select
        gemeente_code,
        jaar,
        programma,
        '{{ kolom }}' as kolom,
        max(case when regel = 'lasten' then {{ kolom }} end) as lasten,
        max(case when regel = 'baten' then {{ kolom }} end) as baten,
        max(case when regel = 'saldo' then {{ kolom }} end) as saldo,
        max(case when regel = 'storting' then {{ kolom }} end) as storting,
        max(case when regel = 'onttrekking' then {{ kolom }} end) as onttrekking,
        max(case when regel = 'saldo_reserves' then {{ kolom }} end) as saldo_reserves,
        max(case when regel = 'resultaat' then {{ kolom }} end) as resultaat
    from {{ ref('mart_programmarekening') }}
    group by gemeente_code, jaar, programma
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

uitgerekend as (
    select
        *,
        baten - lasten as saldo_hoort,
        case
            when storting is not null or onttrekking is not null then coalesce(onttrekking, 0) - coalesce(storting, 0)
        end as saldo_reserves_hoort,
        baten - lasten + coalesce(onttrekking, 0) - coalesce(storting, 0) as resultaat_hoort
    from naast_elkaar
)

select
    gemeente_code,
    jaar,
    programma,
    kolom
from uitgerekend
where
    saldo <> saldo_hoort
    or saldo_reserves <> saldo_reserves_hoort
    or resultaat <> resultaat_hoort
    or (saldo is null) <> (saldo_hoort is null)
    or (saldo_reserves is null) <> (saldo_reserves_hoort is null)
    or (resultaat is null) <> (resultaat_hoort is null)
union all
select
    gemeente_code,
    jaar,
    programma,
    'afwijking_eur' as kolom
from {{ ref('mart_programmarekening') }}
where
    (afwijking_eur is null) <> (begroting_na_wijziging_eur is null or realisatie_eur is null)
    or (regel in ('lasten', 'storting') and afwijking_eur <> begroting_na_wijziging_eur - realisatie_eur)
    or (regel not in ('lasten', 'storting') and afwijking_eur <> realisatie_eur - begroting_na_wijziging_eur)
