// Wagtail writes a script into the page for each field of a day, a picture or a file. Our policy lets
// no script in a page run, so the fields say what they need and this module does it.
const begin = {
  date: (id, choices) => window.initDateChooser(id, choices),
  time: (id, choices) => window.initTimeChooser(id, choices),
  datetime: (id, choices) => window.initDateTimeChooser(id, choices),
};

function prepare(root) {
  for (const mark of root.querySelectorAll("[data-editorial-chooser]")) {
    const { editorialChooser, editorialField, editorialChoices } = mark.dataset;
    mark.removeAttribute("data-editorial-chooser");
    if (document.getElementById(editorialField)) {
      const choices = JSON.parse(editorialChoices);
      if (begin[editorialChooser]) begin[editorialChooser](editorialField, choices);
      else new window[editorialChooser](editorialField, choices);
    }
  }
}

prepare(document);
new MutationObserver(() => prepare(document)).observe(document.body, {
  childList: true,
  subtree: true,
});
