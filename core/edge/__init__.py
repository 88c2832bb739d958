"""What the API and the pages share: the parts of the program, schemas, the wording of refusals."""
