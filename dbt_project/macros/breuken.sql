{#-
    Quotients of amounts. Engines divide decimals as binary fractions, which are not exact; here the division that is
    left to the engine comes out whole, so that rounding sees the true quotient.

    Belongs here: dividing amounts exactly. Does not belong here: how an amount is shown, nor where it is rounded.
-#}

{#-
    teller / noemer with so many decimals, half of the last one away from zero. teller: the numerator in units of that last
    decimal, a whole number; noemer: a whole number above 0, or null. Both at most 38 digits, also when doubled; the
    quotient stays under 10 ** 15 units.
-#}
{% macro breuk(teller, noemer, decimalen) -%}
    {%- set dubbel = '(2 * abs(' ~ teller ~ ') + ' ~ noemer ~ ')' -%}
    {%- set heel = 'cast(' ~ dubbel ~ ' - ' ~ dubbel ~ ' % (2 * ' ~ noemer ~ ') as double)' -%}
    cast(
        sign({{ teller }}) * round({{ heel }} / cast(2 * {{ noemer }} as double)) / {{ 10 ** decimalen }}
        as decimal(18, {{ decimalen }})
    )
{%- endmacro %}

{#- How many millionths a decimal with up to six decimals is. DuckDB lets a product of decimals have 18 digits unless one has more. -#}
{% macro miljoensten(getal) -%}
    cast(cast({{ getal }} as decimal(38, 6)) * 1000000 as decimal(38, 0))
{%- endmacro %}

{#- Euros per inhabitant to six decimals; null without inhabitants. -#}
{% macro per_inwoner(bedrag, inwoners) -%}
    {{ breuk(miljoensten(bedrag), 'nullif(' ~ inwoners ~ ', 0)', 6) }}
{%- endmacro %}

{#- Euros per unit of a volume with up to six decimals, to the cent; null without volume. -#}
{% macro per_eenheid(bedrag, volume) -%}
    {{ breuk('(' ~ miljoensten(bedrag) ~ ' * 100)', 'nullif(' ~ miljoensten(volume) ~ ', 0)', 2) }}
{%- endmacro %}
