using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>How an answer becomes a value.</summary>
public sealed class OutputTests
{
    private const string Point = """{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"integer"},"label":{"type":"string"}},"required":["x","y"]}""";

    [Fact]
    public async Task Structured_content_is_read() => Assert.Equal(
        "1 2 ",
        await ReadAsync(Captures.OfOutput(Point), RecordingInvoker.Structured("""{"x":1,"y":2,"more":[{}]}"""), "{value.X} {value.Y} {value.Label}"));

    [Fact]
    public async Task Text_that_holds_JSON_is_read() => Assert.Equal(
        "1 2 here",
        await ReadAsync(Captures.OfOutput(Point), RecordingInvoker.Saying("""{"label":"here","y":2.0,"x":1}"""), "{value.X} {value.Y} {value.Label}"));

    [Fact]
    public async Task Text_that_holds_JSON_twice_encoded_is_read() => Assert.Equal(
        "1 2 ",
        await ReadAsync(Captures.OfOutput(Point), RecordingInvoker.Saying("\"{\\\"x\\\":1,\\\"y\\\":2}\""), "{value.X} {value.Y} {value.Label}"));

    [Fact]
    public async Task A_null_counts_as_not_there() => Assert.Equal(
        "True",
        await ReadAsync(Captures.OfOutput(Point), RecordingInvoker.Saying("""{"x":1,"y":2,"label":null}"""), "{value.Label is null}"));

    [Fact]
    public async Task Escaped_names_are_the_same_names() => Assert.Equal(
        "1",
        await ReadAsync(Captures.OfOutput(Point), RecordingInvoker.Saying("""{"\u0078":1,"y":2}"""), "{value.X}"));

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", """["a","b"]""", "{string.Join('+', value)}", "a+b")]
    [InlineData("""{"type":"array","items":{"type":["integer","null"]}}""", "[1,null]", "{value[0]} {value[1] is null}", "1 True")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"boolean"}}""", """{"a":true}""", "{value[\"a\"]}", "True")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"boolean"}}""", """{"a":null,"b":true}""", "{value.Count} {value[\"b\"]}", "1 True")]
    [InlineData("""{"type":"object","additionalProperties":{"type":["boolean","null"]}}""", """{"a":null,"b":true}""", "{value.Count} {value[\"a\"] is null}", "2 True")]
    [InlineData("""{"type":"object","additionalProperties":true}""", """{"a":null}""", "{value[\"a\"].ValueKind}", "Null")]
    [InlineData("""{"type":"object","properties":{"n":{"type":"integer"}},"additionalProperties":{"type":["string","null"]}}""", """{"n":null,"a":null}""", "{value.N is null} {value.AdditionalProperties!.Count} {value.AdditionalProperties[\"a\"] is null}", "True 1 True")]
    [InlineData("""{"type":"object","properties":{"n":{"type":["integer","string"]}},"additionalProperties":{"type":["integer","string","null"]}}""", """{"n":null,"a":null}""", "{value.N is null} {value.AdditionalProperties![\"a\"] is null}", "True True")]
    [InlineData("""{"type":"object","properties":{"n":{"type":"integer"}},"additionalProperties":{"type":"string"}}""", """{"n":1,"a":null}""", "{value.N} {value.AdditionalProperties is null}", "1 True")]
    [InlineData("""{"type":"object","properties":{"e":{"type":"object","additionalProperties":false}}}""", """{"e":{"x":1}}""", "{value.E is not null}", "True")]
    [InlineData("""{"type":"object","properties":{"at":{"type":"string","format":"date-time"}}}""", """{"at":"2026-01-15T10:20:30.123+08:00"}""", "{value.At!.Value.Offset}", "08:00:00")]
    [InlineData("""{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"day":{"type":"string","format":"date"}}}""", """{"id":"00000000-0000-0000-0000-000000000000","day":"2026-02-03"}""", "{value.Id} {value.Day:yyyy}", "00000000-0000-0000-0000-000000000000 2026")]
    [InlineData("""{"type":"object","properties":{"data":{"type":"string","contentEncoding":"base64"}}}""", """{"data":"AQID"}""", "{value.Data!.Value.Length}", "3")]
    [InlineData("""{"type":"object","properties":{"kind":{"enum":["a-b","c"]}}}""", """{"kind":"a-b"}""", "{value.Kind}", "AB")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":true}""", """{"a":"x","b":[1],"b":[2]}""", "{value.AdditionalProperties![\"b\"]}", "[2]")]
    [InlineData("""{"type":"object","properties":{"any":{}},"required":["any"]}""", """{"any":null}""", "{value.Any.ValueKind}", "Null")]
    [InlineData("""{"type":"object","properties":{"s":{"type":"string","contentMediaType":"application/json","contentSchema":{"type":"object","properties":{"n":{"type":"integer"}}}}}}""", """{"s":"{\"n\":5}"}""", "{value.S!.N}", "5")]
    [InlineData("""{"type":"object","properties":{"s":{"type":"string","contentMediaType":"application/json","contentSchema":{"type":"object","properties":{"n":{"type":"integer"}}}}}}""", """{"s":{"n":5}}""", "{value.S!.N}", "5")]
    public async Task An_answer_is_read_as_its_schema_says(string schema, string answer, string expression, string expected) =>
        Assert.Equal(expected, await ReadAsync(Captures.OfOutput(schema), RecordingInvoker.Saying(answer), expression));

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer"}}}}}}""", """{"a":[{"n":1},{"n":"two"}]}""", "$.a[1].n", "expected an integer of 64 bits, found the string \"two\"")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}""", """{"y":1}""", "$", "the required member 'x' is missing")]
    [InlineData("""{"type":"object","properties":{"k":{"enum":["a","b"]}}}""", """{"k":"c"}""", "$.k", "expected one of 'a', 'b', found the string \"c\"")]
    [InlineData("""{"type":"object","properties":{"i":{"type":"integer","format":"int32"}}}""", """{"i":3000000000}""", "$.i", "expected an integer of 32 bits, found 3000000000")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}}}}""", """{"a":{}}""", "$.a", "expected an array, found an object")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string"}}}""", "plain words", "$", "the text is not JSON")]
    public async Task An_answer_that_does_not_fit_names_tool_path_and_value(string schema, string answer, string path, string problem)
    {
        ToolOutputException exception = await Assert.ThrowsAsync<ToolOutputException>(
            () => ReadAsync(Captures.OfOutput(schema), RecordingInvoker.Saying(answer), "{value}"));
        Assert.Equal(path, exception.Path);
        Assert.Contains("'do_it'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Contains("r-1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(answer, exception.Result.Text);
    }

    [Fact]
    public async Task A_tool_error_throws_when_the_value_is_asked_for()
    {
        ToolCallException exception = await Assert.ThrowsAsync<ToolCallException>(
            () => ReadAsync(Captures.OfOutput(Point), RecordingInvoker.Saying("no such place", isError: true), "{value}"));
        Assert.Equal("The tool 'do_it' reported an error: no such place (request r-1)", exception.Message);
    }

    [Fact]
    public async Task A_tool_error_that_holds_a_value_can_be_read() => Assert.Equal(
        "True 7",
        await Generation.Of(Captures.OfOutput(Point)).RunAsync(
            RecordingInvoker.Saying("""{"x":7,"y":0}""", isError: true),
            """
            var result = await Test.Catalogs.Test.Create(invoker).DoIt();
            return $"{result.TryGetValue(out var value)} {value!.X}";
            """));

    [Fact]
    public async Task A_tool_error_in_plain_words_is_not_taken_for_lines_of_an_answer() => Assert.Equal(
        "False",
        await Generation.Of(
            Captures.OfTools("do_it"),
            """{"tools":{"do_it":{"outputText":{"items":"{}"},"outputSchema":{"type":"array","items":{"type":"string"}}}}}""").RunAsync(
            RecordingInvoker.Saying("no such place", isError: true),
            "return (await Test.Catalogs.Test.Create(invoker).DoIt()).TryGetValue(out _).ToString();"));

    [Fact]
    public async Task Text_after_the_JSON_is_no_answer() => await Assert.ThrowsAsync<ToolOutputException>(
        () => ReadAsync(Captures.OfOutput(Point), RecordingInvoker.Saying("""{"x":1,"y":2} {"""), "{value.X}"));

    [Fact]
    public async Task A_tool_error_in_plain_words_has_no_value() => Assert.Equal(
        "False",
        await Generation.Of(Captures.OfOutput(Point)).RunAsync(
            RecordingInvoker.Saying("no such place", isError: true),
            "return (await Test.Catalogs.Test.Create(invoker).DoIt()).TryGetValue(out _).ToString();"));

    [Fact]
    public async Task An_overlay_gives_an_output_to_a_tool_that_declares_none() => Assert.Equal(
        "3",
        await ReadAsync(
            Captures.OfTools("do_it"),
            RecordingInvoker.Saying("""{"x":3,"y":4}"""),
            "{value.X}",
            """{"tools":{"do_it":{"outputSchema":""" + Point + "}}}"));

    [Fact]
    public async Task Lines_of_names_and_values_are_read_as_one_object() => Assert.Equal(
        "36 False 2026-01-15T10:20:30Z 007",
        await ReadAsync(
            Captures.OfTools("do_it"),
            RecordingInvoker.Saying("size: 36\r\nisDirectory: false\ncreated: 2026-01-15T10:20:30Z\nname: 007\nno colon here\n"),
            "{value.Size} {value.IsDirectory} {value.Created} {value.Name}",
            """
            {"tools":{"do_it":{"outputText":{"members":"{key}: {value}"},"outputSchema":{"type":"object","properties":
              {"size":{"type":"integer"},"isDirectory":{"type":"boolean"},"created":{"type":"string"},"name":{"type":"string"}},"required":["size"]}}}}
            """));

    [Fact]
    public async Task Lines_of_a_fixed_layout_are_read_as_items() => Assert.Equal(
        "Dir src|File [a] b.txt",
        await ReadAsync(
            Captures.OfTools("do_it"),
            RecordingInvoker.Saying("[DIR] src\n[FILE] [a] b.txt\nsomething else\n"),
            "{string.Join('|', value.Select(entry => entry.Kind + \" \" + entry.Name))}",
            """
            {"tools":{"do_it":{"outputText":{"items":"[{kind}] {name}"},"outputSchema":{"type":"array","items":{"type":"object","properties":
              {"kind":{"enum":["DIR","FILE"]},"name":{"type":"string"}},"required":["kind","name"]}}}}}
            """));

    [Theory]
    [InlineData("/a\n/b c\n", "2")]
    [InlineData("No matches found", "0")]
    [InlineData("", "0")]
    public async Task Lines_are_read_as_strings_and_a_sentence_can_stand_for_none(string text, string count) => Assert.Equal(
        count,
        await ReadAsync(
            Captures.OfTools("do_it"),
            RecordingInvoker.Saying(text),
            "{value.Count}",
            """{"tools":{"do_it":{"outputText":{"items":"{}","none":"No matches found"},"outputSchema":{"type":"array","items":{"type":"string"}}}}}"""));

    private static async Task<string> ReadAsync(string capture, RecordingInvoker invoker, string expression, string? overlay = null) =>
        (string)(await Generation.Of(capture, overlay).AssertCompiles().RunAsync(
            invoker,
            $$"""
            var value = (await Test.Catalogs.Test.Create(invoker).DoIt()).Value;
            return FormattableString.Invariant($"{{expression}}");
            """))!;
}
