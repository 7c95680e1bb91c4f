// The error summary takes focus, so that a screen reader begins with what is to be put right.
const summary = document.getElementById("summary");
if (summary) {
  summary.focus();
  summary.scrollIntoView({ block: "nearest" });
}
