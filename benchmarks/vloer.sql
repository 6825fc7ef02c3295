-- The floor: one delivery of ssd/uitkeringen from its file to the rows of the marts that follow from it, and nothing else.
-- No contract, no check, no quarantine, no history, no publication. Identities may not be kept, so pseudonyms are made
-- here as well, and what is kept is Parquet. Variables: bestand, gemeente, peildatum, hmac_inner, hmac_outer.
-- Writes beside itself: whoever runs it stands in the folder where it may.
CREATE OR REPLACE TEMP MACRO pseudoniem(domein, waarde) AS sha256(
    getvariable('hmac_outer')
    || unhex(sha256(getvariable('hmac_inner') || encode(domein || chr(31) || waarde)))
);
CREATE OR REPLACE TEMP MACRO dag(tekst) AS CAST(try_strptime(tekst, '%d-%m-%Y') AS DATE);

COPY (
    SELECT
        pseudoniem('ssd.uitkering.' || getvariable('gemeente'), "UITKERINGNR") AS uitkering_id,
        pseudoniem('ssd.huishouden.' || getvariable('gemeente'), "HUISHOUDNR") AS huishouden_id,
        pseudoniem('bsn', nullif("BSN", '999999999')) AS persoon_id,
        pseudoniem('bsn', "BSN_PARTNER") AS partner_persoon_id,
        "REGELING" AS regeling,
        dag("DATUM_INGANG") AS datum_start,
        dag("DATUM_EINDE") AS datum_einde,
        year(dag("GEBOORTEDATUM")) AS geboortejaar,
        substr("POSTCODE", 1, 4) AS postcode4,
        "DOELGROEP_LKS" = 'J' AS is_doelgroep_lks,
        TRY_CAST(replace("BEDRAG_MAAND", ',', '.') AS DECIMAL(12, 2)) AS bedrag_maand
    FROM read_csv(getvariable('bestand'), delim = ';', header = true, all_varchar = true, comment = '#', quote = '"')
) TO 'uitkeringen.parquet' (FORMAT parquet, COMPRESSION zstd);

ATTACH 'marts.duckdb' AS marts;

CREATE TABLE marts.fct_component AS
WITH telling AS (
    SELECT
        count(DISTINCT uitkering_id) FILTER (
            WHERE datum_start <= getvariable('peildatum')
            AND (datum_einde IS NULL OR datum_einde >= getvariable('peildatum'))
        ) AS totaal,
        count(DISTINCT uitkering_id) FILTER (
            WHERE datum_start <= date_trunc('year', getvariable('peildatum'))
            AND (datum_einde IS NULL OR datum_einde >= date_trunc('year', getvariable('peildatum')))
        ) AS begin_jaar
    FROM 'uitkeringen.parquet'
)

SELECT
    getvariable('gemeente') AS gemeente_code,
    'bijstand_uitkeringen' AS component_code,
    uitsplitsing,
    CAST(year(getvariable('peildatum')) AS INTEGER) AS jaar,
    CAST(waarde AS DOUBLE) AS waarde
FROM (UNPIVOT telling ON totaal, begin_jaar INTO NAME uitsplitsing VALUE waarde);

CREATE TABLE marts.fct_indicator AS
SELECT gemeente_code, 'bijstand_uitkeringen' AS indicator_code, uitsplitsing, jaar, waarde
FROM marts.fct_component
UNION ALL
SELECT
    eind.gemeente_code, 'bijstand_groei_pct', 'totaal', eind.jaar,
    eind.waarde / nullif(begin.waarde, 0) * 100 - begin.waarde / nullif(begin.waarde, 0) * 100
FROM marts.fct_component AS eind
INNER JOIN marts.fct_component AS begin ON begin.uitsplitsing = 'begin_jaar'
WHERE eind.uitsplitsing = 'totaal';
