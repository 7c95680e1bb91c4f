"""The measuring stick: a big union, what each page of it costs, and the few other figures that matter."""
