# Runs the code on standard input and writes what it came to, as JSON, to the file named on the first line there.
# The value of a last expression is the main result.
import ast
import base64
import json
import linecache
import sys
import traceback
import types

MIME_METHODS = [
    ("text/html", "_repr_html_"),
    ("text/markdown", "_repr_markdown_"),
    ("text/latex", "_repr_latex_"),
    ("image/svg+xml", "_repr_svg_"),
    ("image/png", "_repr_png_"),
    ("image/jpeg", "_repr_jpeg_"),
    ("application/json", "_repr_json_"),
]


# A NaN, a set or a circle is none; such a value shows itself as text.
def is_json(content):
    try:
        json.dumps(content, allow_nan=False)
        return True
    except (TypeError, ValueError, RecursionError):
        return False


def describe(value):
    item = {"text/plain": repr(value)}
    for mime, name in MIME_METHODS:
        method = getattr(type(value), name, None)
        content = method(value) if callable(method) else None
        if isinstance(content, tuple):
            content = content[0]
        if isinstance(content, bytes):
            content = base64.b64encode(content).decode("ascii")
        if content is not None and is_json(content):
            item[mime] = content
    item["isMainResult"] = True
    return json.dumps(item, ensure_ascii=False)


def run(code, name):
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    linecache.cache[name] = (len(code), None, code.splitlines(True), name)
    tree = ast.parse(code, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), module.__dict__)
    if last is None:
        return []
    value = eval(compile(ast.Expression(last.value), name, "eval"), module.__dict__)
    return [] if value is None else [describe(value)]


def main():
    target, code = sys.stdin.buffer.read().decode("utf-8").split("\n", 1)
    name = "<code>"
    sys.argv = [name]
    outcome = {"result": [], "executionError": ""}
    try:
        outcome["result"] = run(code, name)
    except SystemExit as e:
        if e.code not in (None, 0):
            outcome["executionError"] = f"SystemExit: {e.code}"
    except BaseException as e:
        trace = e.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != name:
            trace = trace.tb_next
        outcome["executionError"] = "".join(traceback.format_exception(type(e), e, trace))
    with open(target, "x", encoding="utf-8", errors="replace") as file:
        json.dump(outcome, file, ensure_ascii=False)


main()
