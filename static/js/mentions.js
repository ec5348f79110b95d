/**
 * Suggests whom a text may call: after an @ a field with `data-mentions="address"` shows the names that the address
 * gives for what is typed. Arrow keys choose, Enter or Tab takes, Escape closes; without scripts one types the name.
 */

const CALL = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}][\p{L}\p{N} .'-]{0,40})?$/u;

let field = null; // the one that is being typed into
let list = null;
let asked = 0;
let taken = ""; // the name after which nothing is to be suggested any more
let nobody = ""; // what begins no name: whatever goes on from it is no name either, but what somebody says

const called = (input) => input.value.slice(0, input.selectionStart).match(CALL);

const options = () => [...(list?.children ?? [])];

function close() {
  list?.remove();
  list = null;
  field?.removeAttribute("aria-controls");
  field?.removeAttribute("aria-activedescendant");
}

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  field.setAttribute("aria-activedescendant", option.id);
}

function take(option) {
  const typed = called(field)?.[1] ?? "";
  const end = field.selectionStart;
  taken = `${option.textContent} `;
  field.setRangeText(taken, end - typed.length, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  close();
}

function show(names) {
  close();
  if (!names.length || document.activeElement !== field) return;
  list = document.createElement("ul");
  list.className = "mention-names";
  list.id = "mention-names";
  list.role = "listbox";
  list.append(
    ...names.map((name, index) => {
      const option = document.createElement("li");
      option.id = `mention-name-${index}`;
      option.role = "option";
      option.textContent = name;
      return option;
    }),
  );
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  choose(list.firstElementChild);
}

async function suggest(input) {
  if (field !== input) taken = nobody = "";
  field = input;
  const call = called(input);
  const typed = call?.[1] ?? "";
  const turn = ++asked;
  if (!call || [taken, nobody].some((end) => end && typed.startsWith(end))) return close();
  const address = new URL(input.dataset.mentions, location.href);
  address.searchParams.set("ad", typed);
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (turn !== asked || !answer?.ok) return undefined;
  const { names } = await answer.json();
  if (turn !== asked) return undefined;
  if (!names.length) nobody = typed;
  show(names);
  return undefined;
}

document.addEventListener("input", ({ target }) => {
  if (target.dataset?.mentions) suggest(target);
});

document.addEventListener("keydown", (event) => {
  if (!list || event.target !== field || event.ctrlKey || event.metaKey) return;
  const all = options();
  const here = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(all[(here + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(all.at(here - 1));
  else if (event.key === "Enter" || event.key === "Tab") take(all[here]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("submit", () => {
  asked += 1; // what is still being asked for comes too late
  close();
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.(".mention-names > li");
  if (!option) return close();
  event.preventDefault();
  take(option);
  return undefined;
});
