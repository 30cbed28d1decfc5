using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Values that are one of several, and arrays whose items differ by their place.</summary>
public sealed class UnionTests
{
    private const string Shapes = """
        {"oneOf":[
          {"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
          {"type":"object","properties":{"kind":{"const":"group"},"parts":{"type":"array","items":{"$ref":"#/$defs/shape"}}},"required":["kind","parts"]}]}
        """;

    private const string RecursiveShapes = """{"type":"object","properties":{"value":{"$ref":"#/$defs/shape"}},"required":["value"],"$defs":{"shape":""" + Shapes + "}}";

    [Theory]
    [InlineData("DoItValueLine DoItValueObject", """{"title":"Line","properties":{"a":{}}}""", """{"properties":{"a":{}}}""")]
    [InlineData("DoItValueCircle DoItValueCircleKind DoItValueSquare DoItValueSquareKind", """{"properties":{"kind":{"const":"circle"},"a":{}},"required":["kind"]}""", """{"properties":{"kind":{"const":"square"},"a":{}},"required":["kind"]}""")]
    [InlineData("DoItValueWithPath DoItValueWithUrl", """{"properties":{"id":{},"path":{}},"required":["path"]}""", """{"properties":{"id":{},"note":{},"url":{}},"required":["url"]}""")]
    [InlineData("DoItValueObject1 DoItValueObject2", """{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"integer"}}}""")]
    [InlineData("DoItValueChoice DoItValueObject", """{"enum":["a","b"]}""", """{"properties":{"a":{}}}""")]
    [InlineData("DoItValueValueChoice", """{"enum":["a",1,true]}""")]
    [InlineData("DoItValueChoice", """{"const":"a"}""", """{"type":"integer"}""", """{"enum":["b","c"],"description":"Either."}""")]
    public void A_type_inside_of_a_union_is_named_by_what_it_is(string names, params string[] alternatives)
    {
        string schema = """{"anyOf":[""" + string.Join(",", alternatives.Append("""{"type":"boolean"}""")) + "]}";
        Generation generation = Generation.Of(Captures.OfProperty(schema)).AssertCompiles();
        Assert.Equal(names, string.Join(" ", generation.Type("Test.Catalogs.Test").GetTypeMembers().Select(static type => type.Name)
            .Where(static name => name.StartsWith("DoItValue", StringComparison.Ordinal) && name != "DoItValue" && !name.EndsWith("Wire", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "\"a\"", "\"a\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "5", "5")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""", "new[] { \"a\" }", """["a"]""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""", "new List<string> { \"a\" }", """["a"]""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""", "Test.Catalogs.Test.DoItValue.From(new[] { \"a\" })", """["a"]""")]
    [InlineData("""{"anyOf":[{"type":"boolean"},{"type":"object","additionalProperties":{"type":"integer"}}]}""", "new Dictionary<string, long> { [\"x\"] = 1 }", """{"x":1}""")]
    [InlineData("""{"anyOf":[{"type":"boolean"},{"enum":["auto"]}]}""", "Test.Catalogs.Test.DoItValueChoice.Auto", "\"auto\"")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"boolean"},{"type":"number"}]}""", "null", "null")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"object","title":"Point","properties":{"x":{"type":"integer"}},"required":["x"]}]}""", "new Test.Catalogs.Test.DoItValuePoint { X = 1 }", """{"x":1}""")]
    [InlineData("""{"type":"array","items":{"type":["string","integer"]}}""", "new Test.Catalogs.Test.DoItValueItem[] { \"a\", 1 }", """["a",1]""")]
    [InlineData("""{"enum":["auto",1,true]}""", "true", "true")]
    [InlineData("""{"anyOf":[{"const":"a"},{"type":"integer"},{"type":"string","const":"b"}]}""", "Test.Catalogs.Test.DoItValueChoice.B", "\"b\"")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"},{"type":["string","null"]}]}""", "new(1.5, null)", "[1.5,null]")]
    public async Task Each_case_is_sent_as_itself(string schema, string expression, string json)
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty(schema)).AssertCompiles()
            .RunAsync(invoker, $"return await Test.Catalogs.Test.Create(invoker).DoIt({expression});");
        Assert.Equal($$"""{"value":{{json}}}""", invoker.Arguments);
    }

    [Theory]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "5", "Int64 5")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "\"5\"", "String 5")]
    [InlineData("""{"anyOf":[{"type":"string","format":"date"},{"type":"string","format":"uuid"},{"type":"boolean"},{"type":"string"}]}""", "\"2026-01-02\"", "DateOnly 2026-01-02")]
    [InlineData("""{"anyOf":[{"type":"string","format":"date"},{"type":"string","format":"uuid"},{"type":"boolean"},{"type":"string"}]}""", "\"whenever\"", "String whenever")]
    [InlineData("""{"anyOf":[{"type":"string","format":"date-time"},{"type":"string","format":"date"},{"type":"integer"}]}""", "\"2026-01-02\"", "DateOnly 2026-01-02")]
    [InlineData("""{"anyOf":[{"type":"string","format":"date"},{"type":"string","format":"date-time"},{"type":"integer"}]}""", "\"2026-01-02T03:04:05Z\"", "DateTimeOffset 01/02/2026 03:04:05 +00:00")]
    [InlineData("""{"anyOf":[{"enum":["auto"]},{"type":"string"}]}""", "\"auto\"", "DoItResultValueChoice Auto")]
    [InlineData("""{"anyOf":[{"enum":["auto"]},{"type":"string"}]}""", "\"other\"", "String other")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a","b"]}]}""", """{"a":"1","b":"2"}""", "DoItResultValueWithB DoItResultValueWithB { A = 1, B = 2 }")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a","b"]}]}""", """{"a":"1"}""", "DoItResultValueObject1 DoItResultValueObject1 { A = 1 }")]
    [InlineData("""{"anyOf":[{"type":"array","items":{"type":"array","items":{"type":"number"}}},{"type":"array","items":{"type":"array","items":{"type":"array","items":{"type":"number"}}}}]}""", "[[[1]]]", "List`1 System.Collections.Generic.List`1[System.Collections.Generic.IReadOnlyList`1[System.Collections.Generic.IReadOnlyList`1[System.Double]]]")]
    [InlineData("""{"anyOf":[{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}]},{"type":"array","prefixItems":[{"type":"number"},{"type":"number"},{"type":"number"}]}]}""", "[1,2,3]", "DoItResultValueArray2 DoItResultValueArray2 { Item1 = 1, Item2 = 2, Item3 = 3 }")]
    [InlineData("""{"anyOf":[{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}]},{"type":"array","prefixItems":[{"type":"number"},{"type":"number"},{"type":"number"}]}]}""", "[1,2]", "DoItResultValueArray1 DoItResultValueArray1 { Item1 = 1, Item2 = 2 }")]
    public async Task Each_case_is_read_as_the_narrowest_type_that_fits(string schema, string json, string expected) => Assert.Equal(
        expected,
        await Generation.Of(Captures.OfOutput("""{"type":"object","properties":{"value":""" + schema + """},"required":["value"]}""")).AssertCompiles().RunAsync(
            RecordingInvoker.Structured("""{"value":""" + json + "}"),
            """
            var value = (await Test.Catalogs.Test.Create(invoker).DoIt()).Value.Value.Value;
            return FormattableString.Invariant($"{value!.GetType().Name} {(value is DateOnly day ? day.ToString("yyyy-MM-dd") : value)}");
            """));

    [Fact]
    public async Task What_fits_no_case_says_what_the_cases_are() => Assert.Contains(
        "expected one of long, string, found true",
        (await Assert.ThrowsAsync<ToolOutputException>(() => Generation
            .Of(Captures.OfOutput("""{"type":"object","properties":{"value":{"type":["string","integer"]}}}"""))
            .RunAsync(RecordingInvoker.Structured("""{"value":true}"""), "return (await Test.Catalogs.Test.Create(invoker).DoIt()).Value;"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_union_without_a_value_is_refused_with_its_parameter() => Assert.Equal(
        "value",
        (await Assert.ThrowsAsync<ArgumentException>(() => Generation
            .Of(Captures.OfProperty("""{"type":["string","integer"]}"""))
            .RunAsync(new RecordingInvoker(), "return await Test.Catalogs.Test.Create(invoker).DoIt(default(Test.Catalogs.Test.DoItValue));"))).ParamName);

    [Fact]
    public async Task Objects_that_a_constant_tells_apart_are_cases_of_an_abstract_record()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfInput(RecursiveShapes)).AssertCompiles().RunAsync(
            invoker,
            """
            return await Test.Catalogs.Test.Create(invoker).DoIt(new Test.Catalogs.Test.DoItShape.Group
            {
                Parts = new Test.Catalogs.Test.DoItShape[] { new Test.Catalogs.Test.DoItShape.Circle { Radius = 2 } },
            });
            """);
        Assert.Equal("""{"value":{"kind":"group","parts":[{"kind":"circle","radius":2}]}}""", invoker.Arguments);
    }

    [Fact]
    public async Task A_case_is_read_by_its_constant_wherever_that_stands() => Assert.Equal(
        "Circle 3",
        await Generation.Of(Captures.OfOutput(RecursiveShapes)).AssertCompiles().RunAsync(
            RecordingInvoker.Structured("""{"value":{"parts":[{"radius":3,"kind":"circle"}],"kind":"group"}}"""),
            """
            var group = (Test.Catalogs.Test.DoItShape.Group)(await Test.Catalogs.Test.Create(invoker).DoIt()).Value.Value;
            return group.Parts[0] switch
            {
                Test.Catalogs.Test.DoItShape.Circle circle => $"Circle {circle.Radius}",
                Test.Catalogs.Test.DoItShape.Group => "Group",
                _ => "?",
            };
            """));

    [Fact]
    public async Task A_case_gives_way_to_a_member_of_its_name()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty(
                """
                {"oneOf":[
                  {"type":"object","properties":{"type":{"const":"page_id"},"page_id":{"type":"string"}},"required":["type","page_id"]},
                  {"type":"object","properties":{"type":{"const":"workspace"}},"required":["type"]}]}
                """))
            .AssertCompiles()
            .RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt(new Test.Catalogs.Test.DoItValue.PageIdCase { PageId = \"p\" });");
        Assert.Equal("""{"value":{"type":"page_id","page_id":"p"}}""", invoker.Arguments);
    }

    [Fact]
    public async Task An_unknown_constant_says_which_are_known() => Assert.Contains(
        "at $.value: expected an object whose 'kind' is one of 'circle', 'group', found an object",
        (await Assert.ThrowsAsync<ToolOutputException>(() => Generation.Of(Captures.OfOutput(RecursiveShapes)).RunAsync(
            RecordingInvoker.Structured("""{"value":{"kind":"square"}}"""), "return (await Test.Catalogs.Test.Create(invoker).DoIt()).Value;"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_tuple_is_read_place_by_place() => Assert.Equal(
        "1.5 x",
        await Generation.Of(Captures.OfOutput("""{"type":"object","properties":{"value":{"type":"array","prefixItems":[{"type":"number"},{"type":"string"}]}}}"""))
            .AssertCompiles().RunAsync(
                RecordingInvoker.Structured("""{"value":[1.5,"x",{"more":[]}]}"""),
                """
                var (number, text) = (await Test.Catalogs.Test.Create(invoker).DoIt()).Value.Value!;
                return FormattableString.Invariant($"{number} {text}");
                """));

    [Fact]
    public async Task A_tuple_that_is_too_short_says_so() => Assert.Contains(
        "the array has fewer items than the schema says",
        (await Assert.ThrowsAsync<ToolOutputException>(() => Generation
            .Of(Captures.OfOutput("""{"type":"object","properties":{"value":{"type":"array","prefixItems":[{"type":"number"},{"type":"string"}],"minItems":2}}}"""))
            .RunAsync(RecordingInvoker.Structured("""{"value":[1.5]}"""), "return (await Test.Catalogs.Test.Create(invoker).DoIt()).Value;"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_constant_member_need_not_be_set()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty(
                """{"type":"object","properties":{"type":{"const":"text"},"text":{"type":"string"}},"required":["type","text"]}"""))
            .AssertCompiles().RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt(new() { Text = \"x\" });");
        Assert.Equal("""{"value":{"type":"text","text":"x"}}""", invoker.Arguments);
    }

    [Fact]
    public async Task An_argument_that_is_not_given_is_not_sent_though_a_constant_is_its_default()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfInput("""{"type":"object","properties":{"pet":{"const":"cat","default":"cat"}}}""")).AssertCompiles()
            .RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt();");
        Assert.Equal("{}", invoker.Arguments);
    }

    [Fact]
    public async Task A_member_that_has_a_constant_for_its_default_is_sent_though_nothing_requires_it()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty(
            """
            {"oneOf":[
              {"type":"object","title":"Cat","properties":{"pet":{"const":"cat","default":"cat"},"lives":{"type":"integer","default":9}}},
              {"type":"object","title":"Dog","properties":{"pet":{"enum":["dog","wolf"]}},"required":["pet"]}]}
            """)).AssertCompiles().RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt(new Test.Catalogs.Test.DoItValueCat());");
        Assert.Equal("""{"value":{"pet":"cat"}}""", invoker.Arguments);
    }

    [Fact]
    public void A_member_that_alternatives_describe_differently_takes_what_each_allows()
    {
        Generation generation = Generation.Of(Captures.OfInput(
            """
            {"anyOf":[
              {"type":"object","properties":{"action":{"const":"create"},"name":{"type":"string"}},"required":["action","name"]},
              {"type":"object","properties":{"action":{"const":"delete"},"id":{"type":"string"}},"required":["action","id"]}]}
            """)).AssertCompiles();
        Assert.Equal(
            ["Create", "Delete"],
            generation.Type("Test.Catalogs.Test+DoItAction").GetMembers().OfType<Microsoft.CodeAnalysis.IFieldSymbol>().Select(static field => field.Name));
        Assert.False(generation.Method("DoIt").Parameters[0].HasExplicitDefaultValue);
    }

    [Fact]
    public async Task A_deeply_nested_answer_is_read_once()
    {
        const string Tree = """
            {"type":"object","properties":{"value":{"$ref":"#/$defs/node"}},"$defs":{"node":{"anyOf":[
              {"type":"object","properties":{"left":{"$ref":"#/$defs/node"},"a":{"type":"string"}},"required":["left"]},
              {"type":"object","properties":{"left":{"$ref":"#/$defs/node"},"b":{"type":"string"}},"required":["left"]},
              {"type":"string"}]}}}
            """;
        string deep = string.Concat(Enumerable.Repeat("{\"left\":", 60)) + "5" + new string('}', 60);
        await Assert.ThrowsAsync<ToolOutputException>(() => Generation.Of(Captures.OfOutput(Tree)).AssertCompiles().RunAsync(
            RecordingInvoker.Structured("{\"value\":" + deep + "}"), "return (await Test.Catalogs.Test.Create(invoker).DoIt()).Value;"));
    }

    [Fact]
    public void Arguments_that_are_one_of_several_objects_are_the_parameters_of_all()
    {
        Generation generation = Generation.Of(Captures.OfInput(
            """
            {"anyOf":[
              {"type":"object","properties":{"id":{"type":"string"},"force":{"type":"boolean"}},"required":["id","force"]},
              {"type":"object","properties":{"name":{"type":"string"},"force":{"type":"boolean"}},"required":["name","force"]}]}
            """)).AssertCompiles();
        Assert.Equal(
            ["bool force", "string? id", "string? name", "CancellationToken cancellationToken"],
            generation.Method("DoIt").Parameters.Select(static parameter => $"{parameter.Type.ToDisplayString(Microsoft.CodeAnalysis.SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}"));
    }

    [Theory]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"mode":{"enum":["x"]}}},{}]}""")]
    [InlineData("""{"type":"array","items":{"anyOf":[{"enum":["x"]},{}]}}""")]
    public void A_union_that_becomes_any_JSON_leaves_no_types_behind(string schema) => Assert.Empty(
        Generation.Of(Captures.OfProperty(schema)).AssertCompiles().Type("Test.Catalogs.Test").GetTypeMembers()
            .Where(static type => type.Name is not ("ITools" or "DoItTool")));

    [Fact]
    public void A_union_inside_of_a_union_is_no_type_of_its_own() => Assert.Equal(
        ["DoItTool", "DoItValue", "ITools"],
        Generation.Of(Captures.OfProperty("""{"anyOf":[{"type":"boolean"},{"title":"Inner","anyOf":[{"type":"integer"},{"type":"string"}]}]}"""))
            .AssertCompiles().Type("Test.Catalogs.Test").GetTypeMembers().Select(static type => type.Name).Order(StringComparer.Ordinal));
}
