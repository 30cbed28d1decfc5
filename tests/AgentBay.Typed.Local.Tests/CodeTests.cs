using System.Diagnostics;
using System.Text.Json;
using AgentBay.Typed.Local.Tests.Support;

namespace AgentBay.Typed.Local.Tests;

/// <summary>run_code, isolated or not.</summary>
public abstract class CodeTests(BayFixture fixture)
{
    [PythonFact]
    public async Task Python_answers_in_the_rich_form()
    {
        var answer = await RunAsync("python", "print('hi')\nimport sys; print('careful', file=sys.stderr)\n1 + 1");

        Assert.Equal(["hi\n"], Texts(answer, "stdout"));
        Assert.Equal(["careful\n"], Texts(answer, "stderr"));
        Assert.Equal("""{"text/plain": "2", "isMainResult": true}""", Assert.Single(Texts(answer, "result")));
        Assert.Equal("", answer.GetProperty("executionError").GetString());
        Assert.Equal(1, answer.GetProperty("execution_count").GetInt32());
        Assert.InRange(answer.GetProperty("execution_time").GetDouble(), 0.001, 30);
    }

    [PythonFact]
    public async Task Python_without_a_last_expression_has_no_result()
    {
        Assert.Empty(Texts(await RunAsync("python", "x = 1"), "result"));
        Assert.Empty(Texts(await RunAsync("python", "None"), "result"));
        Assert.Empty(Texts(await RunAsync("python", ""), "result"));
    }

    [PythonFact]
    public async Task Python_objects_show_themselves_in_richer_forms()
    {
        var answer = await RunAsync("python", "class Table:\n  def _repr_html_(self): return '<b>ü</b>'\n  def _repr_png_(self): return b'png'\nTable()");

        var result = JsonElement.Parse(Assert.Single(Texts(answer, "result")));
        Assert.Equal("<b>ü</b>", result.GetProperty("text/html").GetString());
        Assert.Equal("cG5n", result.GetProperty("image/png").GetString());
    }

    [PythonTheory]
    [InlineData("{'x': float('nan')}")]
    [InlineData("{'x': float('inf')}")]
    [InlineData("{1, 2}")]
    [InlineData("(lambda circle: circle.append(circle) or circle)([])")]
    public async Task A_python_object_whose_json_is_none_shows_itself_as_text(string json)
    {
        var answer = await RunAsync("python", $"class Odd:\n  def __repr__(self): return 'odd'\n  def _repr_html_(self): return '<b>'\n  def _repr_json_(self): return {json}\nOdd()");

        Assert.Equal("", answer.GetProperty("executionError").GetString());
        Assert.Equal("""{"text/plain": "odd", "text/html": "<b>", "isMainResult": true}""", Assert.Single(Texts(answer, "result")));
    }

    [PythonTheory]
    [InlineData("no json", "exit code 1", null)]
    [InlineData("[]", "exit code 1", null)]
    [InlineData("null", "exit code 1", null)]
    [InlineData("{}", "exit code 1", null)]
    [InlineData("""{"result":1,"executionError":""}""", "exit code 1", null)]
    [InlineData("""{"result":[1],"executionError":""}""", "exit code 1", null)]
    [InlineData("""{"result":[],"executionError":{}}""", "exit code 1", null)]
    [InlineData("""{"result":[],"executionError":"\ud800"}""", "exit code 1", null)]
    [InlineData("""{"result":[null,"no json"],"executionError":"mine"}""", "mine", "no json")]
    [InlineData("""{"result":["[1]"],"executionError":"mine"}""", "mine", "[1]")]
    [InlineData("""{"result":["{\"a\":NaN}"],"executionError":"mine"}""", "mine", """{"a":NaN}""")]
    [InlineData("""{"result":["{\"a\":1,\"a\":2}"],"executionError":"mine"}""", "mine", """{"a":1,"a":2}""")]
    [InlineData("""{"result":["{\"text/plain\":\"\\ud800\"}"],"executionError":"mine"}""", "mine", """{"text/plain":"\ud800"}""")]
    public async Task What_the_code_writes_in_place_of_its_outcome_does_no_harm(string outcome, string error, string? text)
    {
        var answer = await RunAsync("python", $"import sys\nframe = sys._getframe()\nwhile 'target' not in frame.f_locals: frame = frame.f_back\nopen(frame.f_locals['target'], 'w').write(r'''{outcome}''')");

        Assert.Contains(error, answer.GetProperty("executionError").GetString(), StringComparison.Ordinal);
        Assert.Equal(text is null ? [] : [text], Texts(answer, "result").Select(result => JsonElement.Parse(result).GetProperty("text/plain").GetString()));
    }

    [PythonFact]
    public async Task A_python_exception_comes_with_the_codes_own_traceback()
    {
        var answer = await RunAsync("python", "print('before')\ndef f():\n  return 1 / 0\nf()");

        Assert.Equal(
            "Traceback (most recent call last):\n  File \"<code>\", line 4, in <module>\n    f()\n  File \"<code>\", line 3, in f\n    return 1 / 0\n           ~~^~~\nZeroDivisionError: division by zero\n",
            answer.GetProperty("executionError").GetString());
        Assert.Equal(["before\n"], Texts(answer, "stdout"));
    }

    [PythonFact]
    public async Task A_python_syntax_error_is_an_execution_error() =>
        Assert.Contains("SyntaxError", (await RunAsync("python", "def")).GetProperty("executionError").GetString(), StringComparison.Ordinal);

    [PythonFact]
    public async Task Python_code_runs_as_the_main_module_with_empty_input()
    {
        var answer = await RunAsync("python", "import sys\nif __name__ == '__main__': print(repr(sys.stdin.read()))");

        Assert.Equal(["''\n"], Texts(answer, "stdout"));
    }

    [PythonFact]
    public async Task An_exit_of_zero_is_fine_and_another_is_an_error()
    {
        Assert.Equal("", (await RunAsync("python", "import sys; sys.exit(0)")).GetProperty("executionError").GetString());
        Assert.Equal("SystemExit: 3", (await RunAsync("python", "import sys; sys.exit(3)")).GetProperty("executionError").GetString());
        Assert.Contains("exit code 4", (await RunAsync("python", "import os; os._exit(4)")).GetProperty("executionError").GetString(), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task Code_that_takes_too_long_is_killed_with_all_it_started()
    {
        var session = await fixture.Wire.CreateSessionAsync("code_latest");
        var marker = $"m{Guid.NewGuid():N}";
        var watch = Stopwatch.StartNew();

        var answer = await RunAsync("python", $"import subprocess, time\nprint('early', flush=True)\nsubprocess.Popen(['sleep', '300'], env={{'TEST_MARKER': '{marker}'}}, start_new_session=True)\ntime.sleep(300)", 5, session);

        Assert.Contains("longer than 5 s", answer.GetProperty("executionError").GetString(), StringComparison.Ordinal);
        Assert.Equal(["early\n"], Texts(answer, "stdout"));
        Assert.InRange(watch.Elapsed.TotalSeconds, 4.9, 60);
        Assert.Empty(Processes.Carrying(marker));
    }

    [NodeFact]
    public async Task Javascript_answers_in_the_rich_form()
    {
        var answer = await RunAsync("javascript", "console.log('hi'); console.error('careful'); const a = { b: [1, 'ü'] }; a");

        Assert.Equal(["hi\n"], Texts(answer, "stdout"));
        Assert.Equal(["careful\n"], Texts(answer, "stderr"));
        var result = JsonElement.Parse(Assert.Single(Texts(answer, "result")));
        Assert.Equal("{ b: [ 1, 'ü' ] }", result.GetProperty("text/plain").GetString());
        Assert.True(result.GetProperty("isMainResult").GetBoolean());
    }

    [NodeFact]
    public async Task Half_a_surrogate_pair_of_javascript_is_replaced() =>
        Assert.Equal("{\"text/plain\":\"a\ufffdb😀\",\"isMainResult\":true}", Assert.Single(Texts(await RunAsync("javascript", @"'a\ud800b😀'"), "result")));

    [NodeFact]
    public async Task Javascript_can_require_and_a_promise_is_waited_for()
    {
        var answer = await RunAsync("javascript", "const { sep } = require('node:path'); new Promise((done) => setTimeout(() => done(sep), 50))");

        Assert.Equal("""{"text/plain":"/","isMainResult":true}""", Assert.Single(Texts(answer, "result")));
    }

    [NodeFact]
    public async Task A_javascript_error_comes_with_its_trace()
    {
        var answer = await RunAsync("javascript", "function f() {\n  throw new TypeError('no');\n}\nf();");

        Assert.Equal(
            "<code>:2\n  throw new TypeError('no');\n  ^\n\nTypeError: no\n    at f (<code>:2:9)\n    at <code>:4:1",
            answer.GetProperty("executionError").GetString());
    }

    [NodeFact]
    public async Task A_late_or_odd_javascript_error_is_an_execution_error_too()
    {
        Assert.Contains("late", (await RunAsync("javascript", "setTimeout(() => { throw new Error('late'); }, 10); 1")).GetProperty("executionError").GetString(), StringComparison.Ordinal);
        Assert.Contains("rejected", (await RunAsync("javascript", "Promise.reject(new Error('rejected'))")).GetProperty("executionError").GetString(), StringComparison.Ordinal);
        Assert.Equal("Uncaught 'text'", (await RunAsync("javascript", "throw 'text'")).GetProperty("executionError").GetString());
        Assert.Contains("SyntaxError", (await RunAsync("javascript", "let let")).GetProperty("executionError").GetString(), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task Executions_are_counted_per_session()
    {
        var session = await fixture.Wire.CreateSessionAsync("code_latest");

        Assert.Equal(1, (await RunAsync("python", "1", session: session)).GetProperty("execution_count").GetInt32());
        Assert.Equal(2, (await RunAsync("python", "1", session: session)).GetProperty("execution_count").GetInt32());
        Assert.Equal(1, (await RunAsync("python", "1")).GetProperty("execution_count").GetInt32());
    }

    [PythonFact]
    public async Task Nothing_of_the_run_is_left_in_the_session()
    {
        var session = await fixture.Wire.CreateSessionAsync("code_latest");

        await RunAsync("python", "1", session: session);

        Assert.Equal("", await session.OutputAsync("ls -A ~ ${TMPDIR:-/tmp}| grep -v ':$' | grep -v '^$'; true"));
    }

    [PythonFact]
    public async Task Long_code_is_no_problem()
    {
        var answer = await RunAsync("python", $"x = '{new string('ä', 300_000)}'\nlen(x)");

        Assert.Contains("300000", Assert.Single(Texts(answer, "result")), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task A_language_that_is_not_there_is_an_error_that_names_those_that_are()
    {
        var session = await fixture.Wire.CreateSessionAsync("code_latest");

        Assert.StartsWith("Language 'r' is not available here. Available: python", await session.ErrorAsync("run_code", new { code = "1", language = "r" }), StringComparison.Ordinal);
        Assert.Contains("'language' must be one of 'python'", await session.ErrorAsync("run_code", new { code = "1", language = "cobol" }), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task A_time_limit_beyond_the_schemas_is_refused()
    {
        var session = await fixture.Wire.CreateSessionAsync("code_latest");

        Assert.Equal(
            "Invalid arguments for run_code: 'timeout_s' must be at most 60, but is 61",
            await session.ErrorAsync("run_code", new { code = "1", language = "python", timeout_s = 61 }));
    }

    private async Task<JsonElement> RunAsync(string language, string code, int timeout = 30, WireSession? session = null)
    {
        session ??= await fixture.Wire.CreateSessionAsync("code_latest");
        return JsonElement.Parse(await session.TextAsync("run_code", new { code, language, timeout_s = timeout }));
    }

    private static IEnumerable<string> Texts(JsonElement answer, string name) => answer.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}

public sealed class CodeWithTheBestIsolationTests(BestBay fixture) : CodeTests(fixture), IClassFixture<BestBay>;

public sealed class CodeWithoutIsolationTests(PlainBay fixture) : CodeTests(fixture), IClassFixture<PlainBay>;
