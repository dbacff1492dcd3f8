// Small manners of the interface. Every page works without this file.
(() => {
  // A menu made of <details data-dismiss> closes when the user clicks or tabs elsewhere, or presses Escape.
  const closeOthers = (target) =>
    document.querySelectorAll("details[data-dismiss][open]").forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
    });
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeOthers(null);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print]");
    if (button) window.print();
  });
  addEventListener("beforeprint", () => {
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
    document.querySelectorAll("[data-today]").forEach((time) => (time.textContent = day.join("-")));
  });

  // A list's filters ask again as soon as a choice changes.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });

  // Filters left empty stay out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches("form[data-autosubmit]")) return;
    const sent = event.detail.parameters;
    for (const name of Object.keys(sent)) if (sent[name] === "") delete sent[name];
  });

  // A list that replaced itself took the link under the keyboard with it: go on from the new list's first line.
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (document.activeElement === document.body) target.querySelector?.("[data-landing]")?.focus({ preventScroll: true });
  });
})();
