{#-
    Quotients of amounts. Engines divide decimals as binary fractions, which are not exact; here the division that is
    left to the engine comes out whole, so that rounding sees the true quotient.

    Belongs here: dividing amounts exactly. Does not belong here: how an amount is shown, nor where it is rounded.
-#}

{#-
    teller / noemer in whole cents, half a cent away from zero, as an amount in euros. teller: a number of cents times
    a whole number; noemer: a whole number above 0. Both decimal(38, 0); the quotient stays under 10 ** 13 euros.
-#}
{% macro breuk_in_euro(teller, noemer) -%}
    {%- set dubbel = '(2 * abs(' ~ teller ~ ') + ' ~ noemer ~ ')' -%}
    {%- set heel = 'cast(' ~ dubbel ~ ' - ' ~ dubbel ~ ' % (2 * ' ~ noemer ~ ') as double)' -%}
    cast(sign({{ teller }}) * round({{ heel }} / cast(2 * {{ noemer }} as double)) / 100 as decimal(18, 2))
{%- endmacro %}
