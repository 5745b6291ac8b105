/**
 * Drag a visit of the schedule onto a free time. The keyboard's way is Move on the visit's card:
 * both send the same form, and the page that follows offers to undo it.
 */

const MIN_DRAG_PX = 8;

/** @typedef {{ visit: HTMLElement, x: number, y: number, ghost: HTMLElement | null, pointer: number }} Drag */
/** @type {Drag | null} */
let drag = null;
/** @type {HTMLElement | null} */
let target = null;

if (document.querySelector(".schedule")) {
  // On the document: a refresh of the open page replaces the schedule itself.
  addEventListener("pointerdown", (event) => {
    const visit = event.target instanceof Element ? event.target.closest(".schedule [data-move]") : null;
    if (!(visit instanceof HTMLElement) || event.button !== 0 || event.pointerType === "touch") return;
    if (event.target instanceof Element && event.target.closest(".slot__next, [popover]")) return;
    drag = { visit, x: event.clientX, y: event.clientY, ghost: null, pointer: event.pointerId };
  });
  addEventListener("pointermove", follow);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", stop);
  addEventListener("keydown", (event) => event.key === "Escape" && stop());
}

/** @param {PointerEvent} event */
function follow(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < MIN_DRAG_PX) return;
  drag.ghost ??= lift(drag.visit);
  drag.ghost.style.translate = `${event.clientX + MIN_DRAG_PX}px ${event.clientY + MIN_DRAG_PX}px`;
  const below = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-to]");
  const slot = below instanceof HTMLElement ? below : null;
  const reason = slot ? refusal(drag.visit, slot) : "";
  say(drag.ghost, reason || (slot?.querySelector(".visually-hidden")?.textContent ?? "").replace("Book ", ""));
  point(reason ? null : slot);
}

/**
 * Why the server would refuse the visit at this free time; empty when it would not.
 * @param {HTMLElement} visit
 * @param {HTMLElement} slot
 */
function refusal(visit, slot) {
  const [kept, minutes, held] = (visit.dataset.needs ?? "").split(".");
  const [keptHere, inside, idle, busyWith] = (slot.dataset.room ?? "").split(".");
  if (visit.hasAttribute("data-online") && slot.hasAttribute("data-not-online")) return "Not online";
  if (kept !== keptHere) return keptHere ? "Kept for another kind of visit" : "Not in its kept hours";
  // Its own time is free once it moves.
  const isShort = Number(inside) < Number(minutes) || Number(idle) < Number(held);
  return isShort && visit.id !== `v${busyWith}` ? `Shorter than ${held} minutes` : "";
}

/**
 * @param {HTMLElement} ghost
 * @param {string} text
 */
function say(ghost, text) {
  const line = /** @type {HTMLElement} */ (ghost.lastChild);
  if (line.textContent !== text) line.textContent = text;
}

/** @param {HTMLElement} visit */
function lift(visit) {
  const ghost = document.createElement("div");
  ghost.className = "drag-ghost";
  const name = document.createElement("strong");
  name.textContent = visit.querySelector("strong")?.textContent ?? "";
  ghost.append(name, document.createElement("div"));
  document.body.append(ghost);
  for (const slot of document.querySelectorAll("[data-to]")) {
    if (slot instanceof HTMLElement) slot.classList.toggle("slot--unfit", refusal(visit, slot) !== "");
  }
  visit.classList.add("slot--moving");
  document.documentElement.classList.add("is-dragging");
  return ghost;
}

/** @param {HTMLElement | null} slot */
function point(slot) {
  target?.classList.remove("slot--target");
  target = slot;
  target?.classList.add("slot--target");
}

/** @param {PointerEvent} event */
function drop(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  const { visit, ghost } = drag;
  const to = target?.dataset.to;
  if (ghost) addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  stop();
  if (ghost && to) send(visit, to);
}

/** The click that ends a drag opens neither the visit nor the form to book.
 * @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {HTMLElement} visit
 * @param {string} to
 */
function send(visit, to) {
  const form = visit.closest("form");
  if (!form) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "to" });
  field.value = visit.hasAttribute("data-online") ? to.replace(/[^.]*$/, "online") : to;
  form.append(field);
  form.action = visit.dataset.move ?? "";
  form.submit();
}

function stop() {
  drag?.ghost?.remove();
  drag?.visit.classList.remove("slot--moving");
  document.documentElement.classList.remove("is-dragging");
  point(null);
  drag = null;
}
