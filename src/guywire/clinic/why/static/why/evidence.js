// A link to a finding opens the fold it lies in; browsers that do so by themselves lose nothing.

function open() {
  const study = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = study?.closest("details");
  if (!study || !fold) return;
  fold.open = true;
  study.scrollIntoView();
  study.focus({ preventScroll: true });
}

addEventListener("hashchange", open);
open();
