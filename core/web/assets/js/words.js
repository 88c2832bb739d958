// The sentences that scripts show; they come from the translation catalogue when built.
import words from "words";

/** Returns the sentence `device.<name>`, with `{param}` filled in. */
export function t(name, params = {}) {
  const sentence = words[`device.${name}`] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, param) => params[param] ?? whole);
}
