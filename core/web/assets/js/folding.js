// Vietnamese without its marks, so that «ban chang» finds «Bản Chang».

export const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** Whether each word of *query* begins a word of *name*. */
export function fits(name, query) {
  const words = folded(name).split(/\s+/);
  return folded(query).split(/\s+/).filter(Boolean)
    .every((asked) => words.some((word) => word.startsWith(asked)));
}

/** The name with the words marked that *query* found. */
export function marked(name, query) {
  const asked = folded(query).split(/\s+/).filter(Boolean);
  return name.normalize("NFC").split(/(\s+)/).map((word) => {
    const found = asked.find((each) => folded(word).startsWith(each));
    if (!found) return document.createTextNode(word);
    const mark = document.createElement("mark");
    mark.textContent = word.slice(0, found.length);
    const whole = document.createElement("span");
    whole.append(mark, word.slice(found.length));
    return whole;
  });
}
