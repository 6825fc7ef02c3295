/* Searching indicators and goals, without a server. The page is complete without it: all of them are listed. */
"use strict";

const form = document.getElementById("zoekvorm");
const list = document.getElementById("vondsten");
const words = JSON.parse(document.getElementById("woorden").textContent);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

if (form && list) {
  const field = document.getElementById("zoek");
  const found = form.querySelector(".gevonden");
  const entries = [...list.children].map((element, place) => ({
    element,
    title: plain(element.querySelector("a").textContent),
    text: plain(`${element.textContent} ${words[place]}`),
  }));

  /* A name that begins with what is sought comes first, then one that has it, then the rest. */
  const rank = (entry, sought) => (entry.title.startsWith(sought[0]) ? 0 : sought.every((word) => entry.title.includes(word)) ? 1 : 2);

  const search = () => {
    const sought = plain(field.value).split(/\s+/).filter(Boolean);
    const shown = entries.filter((entry) => sought.every((word) => entry.text.includes(word)));
    const order = sought.length ? [...shown].sort((one, other) => rank(one, sought) - rank(other, sought)) : shown;
    list.replaceChildren(...order.map((entry) => entry.element));
    found.textContent = sought.length ? `${shown.length} van ${entries.length} gevonden` : `${entries.length} indicatoren en doelen`;
  };

  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) field.value = asked;
  search();
}
