// Everything here only helps: each page works without it.
const root = document.documentElement;
const all = (selector, within = document) => within.querySelectorAll(selector);
root.classList.add("js");

// Light or dark, remembered in a cookie so that the server draws it at once.
for (const button of all("[data-theme-toggle]")) {
  button.onclick = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
  };
}

// One press, one effect; coming back by "back" wakes the buttons again.
let sent = null;
let dirty = false;
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (sent === form) return event.preventDefault();
  sent = form;
  dirty = false;
  setTimeout(() => all("button:not([type=button])", form).forEach((button) => button.setAttribute("aria-busy", "true")));
});
addEventListener("pageshow", () => {
  sent = null;
  all("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
});
addEventListener("beforeunload", (event) => dirty && event.preventDefault());
addEventListener("input", (event) => {
  if (event.target.closest("form[data-guard]")) dirty = true;
  count(event.target);
});

// Words left.
function count(box) {
  const limit = Number(box.dataset.words);
  const line = limit && document.getElementById(`${box.id}_count`);
  if (!line) return;
  line.dataset.rest ??= line.textContent;
  const words = box.value.split(/\s+/).filter(Boolean).length;
  line.textContent = words ? `${words} / ${limit}` : line.dataset.rest;
  line.classList.toggle("over", words > limit);
}
all("[data-words]").forEach(count);

// Menus close when you leave them.
addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) (menu.open = false), menu.firstElementChild.focus();
});
document.querySelector("[data-focus]")?.focus();

// Pick from a list while typing: chips, each backed by a hidden input.
for (const field of all("[data-typeahead]")) {
  const { url, name, max, remove, none } = field.dataset;
  const box = field.querySelector("input");
  const picked = field.appendChild(Object.assign(document.createElement("div"), { className: "picked" }));
  const list = Object.assign(document.createElement("div"), { id: `${box.id}_list`, hidden: true, role: "listbox", ariaLabel: box.labels[0]?.textContent ?? "" });
  let at = -1;
  let turn = 0;
  box.after(list);
  box.name = box.dataset.keep ?? ""; // what is typed and not picked is sent too, where the field reads it
  box.value = box.dataset.rest ?? "";
  for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) box.setAttribute(key, value);
  const close = () => { list.hidden = true; at = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const add = (value, text) => {
    if (!value || [...all("input", picked)].some((input) => input.value === value) || (max && picked.children.length >= max)) return;
    const chip = Object.assign(document.createElement("span"), { className: "chip indigo", textContent: text });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: `${remove} ${text}` });
    button.onclick = () => { chip.remove(); box.focus(); };
    chip.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }), button);
    picked.append(chip);
  };
  const choose = (option) => { add(option.dataset.value, option.firstChild.textContent); box.value = ""; dirty ||= !!box.closest("[data-guard]"); close(); };
  const light = (to) => {
    const options = all("[data-value]", list);
    if (!options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", n === at));
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  };
  const show = (results) => {
    list.replaceChildren(...results.map(({ value, text, note }, n) => {
      const option = Object.assign(document.createElement("div"), { id: `${list.id}_${n}`, role: "option", textContent: text });
      option.dataset.value = value;
      if (note) option.append(Object.assign(document.createElement("small"), { textContent: note }));
      option.onmousedown = (event) => { event.preventDefault(); choose(option); };
      return option;
    }));
    if (!results.length) list.append(Object.assign(document.createElement("div"), { role: "option", ariaDisabled: "true", textContent: none }));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    at = -1;
  };
  let wait;
  box.oninput = () => {
    clearTimeout(wait);
    const query = box.value.trim();
    const mine = ++turn;
    if (!query) return close();
    wait = setTimeout(async () => {
      const answer = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (answer?.ok && mine === turn) show((await answer.json()).results);
    }, 120);
  };
  box.onkeydown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); light(at + (event.key === "ArrowDown" ? 1 : -1)); }
    else if (event.key === "Enter" && !list.hidden) { event.preventDefault(); const options = all("[data-value]", list); if (options.length) choose(options[Math.max(at, 0)]); }
    else if (event.key === "Escape") close();
    else if (event.key === "Backspace" && !box.value) picked.lastElementChild?.remove();
  };
  box.onblur = close;
  for (const { value, textContent } of field.querySelector("template").content.children) add(value, textContent);
}
