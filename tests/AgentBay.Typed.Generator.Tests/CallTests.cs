using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What a generated method sends.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_call_carries_the_tool_as_it_was_captured()
    {
        RecordingInvoker invoker = new();
        await Generation.Of("""{"tools":[{"name":"do-it","server":"wuying_x","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}]}""")
            .RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt();");
        ToolDescriptor tool = Assert.Single(invoker.Calls).Tool;
        Assert.Equal(("do-it", "wuying_x", true), (tool.Name, tool.Server, tool.Annotations.ReadOnly));
        Assert.Null(tool.Annotations.Destructive);
    }

    [Fact]
    public async Task No_arguments_are_an_empty_object() =>
        Assert.Equal("{}", await SendAsync(Captures.OfTools("do_it"), "DoIt()"));

    [Fact]
    public async Task An_argument_that_is_not_given_is_not_sent() =>
        Assert.Equal("{}", await SendAsync(Captures.OfProperty("""{"type":"string","default":"x"}""", isRequired: false), "DoIt()"));

    [Fact]
    public async Task A_required_argument_with_a_default_is_always_sent() =>
        Assert.Equal("""{"value":1000}""", await SendAsync(Captures.OfProperty("""{"type":"integer","default":1000}"""), "DoIt()"));

    [Fact]
    public async Task A_required_null_is_sent_as_null() =>
        Assert.Equal("""{"value":null}""", await SendAsync(Captures.OfProperty("""{"type":["string","null"]}"""), "DoIt(null)"));

    [Theory]
    [InlineData("""{"type":"string"}""", "\"héllo\\n\\\"\\u0000\"", "\"héllo\\n\\\"\\u0000\"")]
    [InlineData("""{"type":"integer"}""", "long.MinValue", "-9223372036854775808")]
    [InlineData("""{"type":"number"}""", "0.1", "0.1")]
    [InlineData("""{"type":"boolean"}""", "false", "false")]
    [InlineData("""{"type":"string","format":"date-time"}""", "new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8))", "\"2026-01-02T03:04:05+08:00\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)", "\"2026-01-02T03:04:05Z\"")]
    [InlineData("""{"type":"string","format":"date"}""", "new DateOnly(2026, 1, 2)", "\"2026-01-02\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "Guid.Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("""{"type":"string","contentEncoding":"base64"}""", "new byte[] { 1, 2, 3 }", "\"AQID\"")]
    [InlineData("""{"enum":["fast","very slow"]}""", "Test.Catalogs.Test.DoItValue.VerySlow", "\"very slow\"")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "new[] { \"a\", \"b\" }", """["a","b"]""")]
    [InlineData("""{"type":"array","items":{"type":["integer","null"]}}""", "new long?[] { 1, null }", "[1,null]")]
    [InlineData("""{"type":"array","items":{"type":"array","items":{"type":"integer"}}}""", "new[] { new long[] { 1 }, new long[] { } }", "[[1],[]]")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", "new Dictionary<string, double> { [\"a\"] = 1.5 }", """{"a":1.5}""")]
    [InlineData("""{"type":"object"}""", "new Dictionary<string, JsonElement> { [\"a\"] = JsonDocument.Parse(\"[1]\").RootElement }", """{"a":[1]}""")]
    [InlineData("""{"type":"object","properties":{"a_b":{"type":"string"},"c":{"type":"integer"}},"required":["a_b"]}""", "new() { AB = \"x\" }", """{"a_b":"x"}""")]
    [InlineData("""{"type":"object","properties":{},"additionalProperties":false}""", "new()", "{}")]
    [InlineData("{}", "JsonDocument.Parse(\"{\\\"x\\\":null}\").RootElement", """{"x":null}""")]
    public async Task A_value_is_sent_as_its_schema_says(string schema, string expression, string json) =>
        Assert.Equal($$"""{"value":{{json}}}""", await SendAsync(Captures.OfProperty(schema), $"DoIt({expression})"));

    [Theory]
    [InlineData("""{"type":["string","null"]}""", "string?", "null", "null")]
    [InlineData("""{"type":["integer","null"]}""", "long?", "null", "null")]
    [InlineData("""{"type":["array","null"],"items":{"type":"string"}}""", "IReadOnlyList<string>?", "new[] { \"x\" }", "[\"x\"]")]
    public async Task An_additional_argument_may_be_null_where_the_schema_says_so(string schema, string type, string expression, string json)
    {
        string call = $"DoIt(additionalArguments: new Dictionary<string, {type}> {{ [\"a\"] = {expression} }})";
        Generation.Of(Captures.OfInput($$"""{"type":"object","additionalProperties":{{schema}}}""")).AssertCompiles();
        Assert.Equal($$"""{"a":{{json}}}""", await SendAsync(Captures.OfInput($$"""{"type":"object","additionalProperties":{{schema}}}"""), call));
    }

    [Fact]
    public async Task An_additional_member_may_be_null_where_the_schema_says_so()
    {
        string capture = Captures.OfProperty("""{"type":"object","properties":{"n":{"type":"integer"}},"additionalProperties":{"type":["string","null"]}}""");
        Generation.Of(capture).AssertCompiles();
        Assert.Equal(
            """{"value":{"n":1,"a":null}}""",
            await SendAsync(capture, "DoIt(new() { N = 1, AdditionalProperties = new Dictionary<string, string?> { [\"a\"] = null } })"));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"path":{"type":"string"}},"additionalProperties":{"type":"string"}}""", "DoIt(\"x\", {0})", "additionalArguments")]
    [InlineData("""{"type":"object","properties":{"path":{"type":"string"}},"additionalProperties":{"type":"string"}}""", "DoIt(null, {0})", "additionalArguments")]
    [InlineData("""{"type":"object","properties":{"where":{"type":"object","properties":{"path":{"type":"string"}},"additionalProperties":{"type":"string"}}}}""", "DoIt(new() {{ Path = \"x\", AdditionalProperties = {0} }})", "where")]
    [InlineData("""{"type":"object","properties":{"where":{"oneOf":[{"type":"object","properties":{"path":{"const":"a"}},"required":["path"],"additionalProperties":{"type":"string"}},{"type":"object","properties":{"path":{"const":"b"}},"required":["path"]}]}}}""", "DoIt(new Test.Catalogs.Test.DoItWhere.A {{ AdditionalProperties = {0} }})", "where")]
    public async Task An_additional_argument_that_has_a_place_of_its_own_is_refused(string schema, string call, string parameter)
    {
        Generation.Of(Captures.OfInput(schema)).AssertCompiles();
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(
            Captures.OfInput(schema),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, call, "new Dictionary<string, string> { [\"more\"] = \"y\", [\"path\"] = \"z\" }")));
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains("'path'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_on_the_wire_stay_as_they_are() => Assert.Equal(
        """{"class":"a","x-y.z":"b","查询":"c"}""",
        await SendAsync(
            Captures.OfInput("""{"type":"object","properties":{"class":{"type":"string"},"x-y.z":{"type":"string"},"查询":{"type":"string"}}}"""),
            "DoIt(@class: \"a\", xyz: \"b\", 查询: \"c\")"));

    [Fact]
    public async Task A_missing_required_value_names_its_parameter()
    {
        RecordingInvoker invoker = new();
        ArgumentNullException exception = await Assert.ThrowsAsync<ArgumentNullException>(
            () => SendAsync(Captures.OfInput("""{"type":"object","properties":{"class":{"type":"string"}},"required":["class"]}"""), "DoIt(null!)", invoker));
        Assert.Equal("class", exception.ParamName);
        Assert.Empty(invoker.Calls);
    }

    [Fact]
    public async Task A_null_inside_a_list_names_the_parameter() => Assert.Equal(
        "value",
        (await Assert.ThrowsAsync<ArgumentException>(
            () => SendAsync(Captures.OfProperty("""{"type":"array","items":{"type":"string"}}"""), "DoIt(new string[] { null! })"))).ParamName);

    [Fact]
    public async Task A_call_after_a_refused_one_is_whole()
    {
        Generation generation = Generation.Of(Captures.OfInput(
            """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer","minimum":0,"maximum":9}},"required":["a","b"]}"""));
        RecordingInvoker invoker = new();
        await generation.RunAsync(invoker, """
            var tools = Test.Catalogs.Test.Create(invoker);
            try { await tools.DoIt("first", 10); } catch (ArgumentOutOfRangeException) { }
            return await tools.DoIt("second", 2);
            """);
        Assert.Equal("""{"a":"second","b":2}""", invoker.Arguments);
    }

    private static async Task<string> SendAsync(string capture, string call, RecordingInvoker? invoker = null)
    {
        invoker ??= new RecordingInvoker();
        await Generation.Of(capture).AssertCompiles().RunAsync(invoker, $"return await Test.Catalogs.Test.Create(invoker).{call};");
        return invoker.Arguments;
    }
}
