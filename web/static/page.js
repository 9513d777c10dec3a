// Pages work without this. It reloads a page's results as the visitor types, copies addresses, and shares.

document.documentElement.classList.add("scripted");

// Fetches and parses a page; null if that fails.
async function pageOf(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

function live(form) {
  const target = form.dataset.live;
  let latest = 0;
  let timer;

  async function refresh() {
    const turn = ++latest;
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      if (value) address.searchParams.append(name, value);
    }
    const page = await pageOf(address);
    const fresh = page?.querySelector(target);
    if (!fresh || turn !== latest) return;
    document.querySelector(target).replaceWith(fresh);
    prepare(fresh);
    for (const list of page.querySelectorAll("datalist[id]")) {
      document.getElementById(list.id)?.replaceChildren(...list.children);
    }
    history.replaceState(null, "", address);
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 180);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-reload")) return;
    event.preventDefault();
    clearTimeout(timer);
    refresh();
  });
}

// Reloads a part of the page while it has data-under-way.
function follow(part, left = 30) {
  if (!part.hasAttribute("data-under-way") || !left) return;
  setTimeout(async () => {
    const page = await pageOf(location.pathname);
    const fresh = page?.getElementById(part.id);
    if (!fresh) return;
    part.replaceWith(fresh);
    follow(fresh, left - 1);
  }, 1000);
}

// The token after the # is never sent to a server: move it into the form and out of the address bar.
function unpack(field) {
  const code = location.hash.slice(1);
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  field.value = code;
  field.form.requestSubmit();
}

function copy(button) {
  const said = button.textContent;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = said), 2000);
  });
}

function share(button) {
  if (!navigator.share) return button.remove();
  button.addEventListener("click", () =>
    navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}),
  );
}

function prepare(root) {
  root.querySelectorAll("[data-copy]").forEach(copy);
  root.querySelectorAll("[data-share]").forEach(share);
}

prepare(document);
document.querySelectorAll("form[data-live]").forEach(live);
document.querySelectorAll("[data-under-way]").forEach((part) => follow(part));
document.querySelectorAll("[data-from-hash]").forEach(unpack);
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
