using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Which case of several an answer is read as, and a value is sent as.</summary>
public sealed class UnionChoiceTests
{
    private const string Flags = """
        {"anyOf":[
          {"type":"object","properties":{"ok":{"const":true},"data":{"type":"string"}},"required":["ok"]},
          {"type":"object","properties":{"ok":{"const":false},"error":{"type":"string"}},"required":["ok"]}]}
        """;

    private const string Versions = """
        {"anyOf":[
          {"type":"object","properties":{"v":{"const":1},"y":{"type":"string"}},"required":["v"]},
          {"type":"object","properties":{"v":{"enum":[2]},"z":{"type":"string"}},"required":["v"]}]}
        """;

    private const string Defaults = """
        {"oneOf":[
          {"type":"object","properties":{"kind":{"const":"a","default":"a"},"x":{"type":"integer"}}},
          {"type":"object","properties":{"kind":{"const":"b","default":"b"},"y":{"type":"integer"}}}]}
        """;

    private const string References = """
        {"oneOf":[
          {"type":"object","properties":{"kind":{"$ref":"#/$defs/kind"},"x":{"type":"integer"}},"required":["kind"]},
          {"allOf":[{"type":"object","properties":{"kind":{"allOf":[{"type":"string"},{"const":"b"}]}},"required":["kind"]},{"properties":{"y":{"type":"integer"}}}]}],
         "$defs":{"kind":{"const":"a"}}}
        """;

    private const string Pets = """
        {"oneOf":[{"$ref":"#/$defs/Cat"},{"$ref":"#/$defs/Dog"}],
         "discriminator":{"propertyName":"kind","mapping":{"feline":"#/$defs/Cat","canine":"Dog"}},
         "$defs":{
           "Pet":{"type":"object","properties":{"kind":{"type":"string"},"name":{"type":"string"}},"required":["kind"]},
           "Cat":{"allOf":[{"$ref":"#/$defs/Pet"},{"properties":{"lives":{"type":"integer"}}}]},
           "Dog":{"allOf":[{"$ref":"#/$defs/Pet"},{"properties":{"loud":{"type":"boolean"}}}]}}}
        """;

    [Theory]
    [InlineData(Pets, """{"kind":"canine","name":"n"}""", "DoItResult.Canine { Name = n, Loud =  }")]
    [InlineData(Flags, """{"ok":false,"error":"e"}""", "DoItResult.OkFalse { Error = e }")]
    [InlineData(Flags, """{"ok":true,"data":"d"}""", "DoItResult.OkTrue { Data = d }")]
    [InlineData(Versions, """{"v":2,"z":"e"}""", "DoItResult.V2 { Z = e }")]
    [InlineData(Versions, """{"v":1.0,"y":"e"}""", "DoItResult.V1 { Y = e }")]
    [InlineData(Defaults, """{"kind":"b","y":1}""", "DoItResult.B { Y = 1 }")]
    [InlineData(Defaults, """{"y":1}""", "DoItResult.B { Y = 1 }")]
    [InlineData(References, """{"kind":"b","y":1}""", "DoItResult.B { Y = 1 }")]
    public async Task A_constant_tells_objects_apart(string schema, string answer, string expected) => Assert.Equal(
        expected, await ReadAsync(schema, answer, "$\"{value.GetType().DeclaringType!.Name}.{value}\""));

    [Theory]
    [InlineData("u", "1", "1")]
    [InlineData("u", "true", "True")]
    [InlineData("v", "1", "1")]
    [InlineData("v", "true", "True")]
    public async Task A_union_that_contains_one_which_contains_it_is_read_as_a_case_of_either(string member, string json, string expected)
    {
        const string Schema = """
            {"type":"object","properties":{"u":{"$ref":"#/$defs/U"},"v":{"$ref":"#/$defs/V"}},"$defs":{
              "U":{"anyOf":[{"type":"boolean"},{"$ref":"#/$defs/V"}]},
              "V":{"anyOf":[{"type":"integer"},{"$ref":"#/$defs/U"}]}}}
            """;
        Assert.Equal(expected, await ReadAsync(Schema, $$"""{"{{member}}":{{json}}}""", $"value.{member.ToUpperInvariant()}!.Value.ToString()"));
    }

    [Theory]
    [InlineData(Flags, "new Test.Catalogs.Test.DoItValue.OkFalse { Error = \"e\" }", """{"ok":false,"error":"e"}""")]
    [InlineData(Versions, "new Test.Catalogs.Test.DoItValue.V2()", """{"v":2}""")]
    [InlineData(Defaults, "new Test.Catalogs.Test.DoItValue.B()", """{"kind":"b"}""")]
    [InlineData(
        """{"oneOf":[{"$ref":"#/properties/value/$defs/A"},{"$ref":"#/properties/value/$defs/B"}],"discriminator":{"propertyName":"kind"},"$defs":{"A":{"type":"object","properties":{"kind":{"type":"string","enum":["A","B"]}}},"B":{"type":"object","properties":{"kind":{"type":"string"}}}}}""",
        "new Test.Catalogs.Test.DoItValue.B()", """{"kind":"B"}""")]
    public async Task The_constant_that_tells_objects_apart_is_always_sent(string schema, string expression, string json) =>
        Assert.Equal(json, await SendAsync(schema, expression));

    [Theory]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"status":{"enum":["a","b"]},"y":{"type":"string"}},"required":["status"]},{"type":"object","properties":{"status":{"enum":["c","d"]},"y":{"type":"string"}},"required":["status"]}]}""",
        """{"status":"c","y":"e"}""", "DoItResultObject2 { Status = C, Y = e }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"n":{"enum":[1,2]},"y":{"type":"string"}},"required":["n"]},{"type":"object","properties":{"n":{"enum":[3,4]},"y":{"type":"string"}},"required":["n"]}]}""",
        """{"n":3.0,"y":"e"}""", "DoItResultObject2 { N = 3, Y = e }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false},{"type":"object","properties":{"b":{"type":"integer"}},"additionalProperties":false}]}""",
        """{"b":1}""", "DoItResultWithB { B = 1 }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}}]}""",
        """{"b":1,"a":"x"}""", "DoItResultWithB { A = x, B = 1 }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"a":{"type":"integer"}}}]}""",
        """{"a":1}""", "DoItResultObject2 { A = 1 }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"a":{"type":"integer"}}},{"type":"object","properties":{"a":{"type":"number"}}}]}""",
        """{"a":1.5}""", "DoItResultObject2 { A = 1.5 }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"a":{"type":"string","format":"date"}}},{"type":"object","properties":{"a":{"type":"string"}}}]}""",
        """{"a":"soon"}""", "DoItResultObject2 { A = soon }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"]},{"type":"object","properties":{"b":{"type":"string"}},"required":["b"]}]}""",
        """{"a":null}""", "DoItResultWithA { A =  }")]
    [InlineData(
        """{"anyOf":[{"type":"object","additionalProperties":{"type":"string"}},{"type":"object","properties":{"a":{"type":"string"}}}]}""",
        """{"a":"x"}""", "DoItResultWithA { A = x }")]
    [InlineData(
        """{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"oneOf":[{"type":"object","properties":{"t":{"const":"p"}},"required":["t"]},{"type":"object","properties":{"t":{"const":"q"}},"required":["t"]}]}]}""",
        """{"t":"q"}""", "Q { }")]
    public async Task Of_several_records_the_best_fitting_is_read(string schema, string answer, string expected) =>
        Assert.Equal(expected, await ReadAsync(schema, answer, "value.Value"));

    [Theory]
    [InlineData("""{"a":"#/$defs/A","b":"#/$defs/A"}""", """{"type":"string"}""")]
    [InlineData("""{"a":"#/$defs/A"}""", """{"type":"string","enum":["x","y"]}""")]
    [InlineData("{}", """{"type":"integer"}""")]
    public void What_a_discriminator_does_not_tell_apart_stays_a_union(string mapping, string property) => Assert.Equal(
        Microsoft.CodeAnalysis.TypeKind.Struct,
        Generation.Of(Captures.OfOutput(
            """{"oneOf":[{"$ref":"#/$defs/A"},{"$ref":"#/$defs/B"}],"discriminator":{"propertyName":"kind","mapping":MAPPING},"$defs":{"A":{"type":"object","properties":{"kind":PROPERTY,"a":{"type":"string"}}},"B":{"type":"object","properties":{"kind":{"type":"string"}}}}}"""
                .Replace("MAPPING", mapping, StringComparison.Ordinal).Replace("PROPERTY", property, StringComparison.Ordinal)))
            .AssertCompiles().Type("Test.Catalogs.Test+DoItResult").TypeKind);

    [Theory]
    [InlineData("""["small"]""", "IReadOnlyList<Test.Catalogs.Test.DoItResultArray2Item>")]
    [InlineData("""["red"]""", "IReadOnlyList<Test.Catalogs.Test.DoItResultArray1Item>")]
    [InlineData("[1,2]", "IReadOnlyList<long>")]
    [InlineData("[1,2.5]", "IReadOnlyList<double>")]
    [InlineData("""[{"b":1}]""", "IReadOnlyList<Test.Catalogs.Test.DoItResultArray6Item>")]
    [InlineData("""[[1],["x"]]""", "IReadOnlyList<IReadOnlyList<Test.Catalogs.Test.DoItResultArray7ItemItem>>")]
    [InlineData("[null,true]", "IReadOnlyList<bool?>")]
    public async Task Of_several_lists_the_one_whose_items_fit_is_read(string answer, string type) => Assert.Equal(true, await ReadAsync(
        """
        {"anyOf":[
          {"type":"array","items":{"enum":["red","green"]}},
          {"type":"array","items":{"enum":["small","large"]}},
          {"type":"array","items":{"type":"integer"}},
          {"type":"array","items":{"type":"number"}},
          {"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}},
          {"type":"array","items":{"type":"object","properties":{"b":{"type":"integer"}},"required":["b"]}},
          {"type":"array","items":{"type":"array","items":{"type":["string","integer"]}}},
          {"type":"array","items":{"type":["boolean","null"]}}]}
        """,
        answer,
        $"value.Value is {type}"));

    [Theory]
    [InlineData("new int[] { 1, 0 }", "[1,0]")]
    [InlineData("new List<int> { 1, 0 }", "[1,0]")]
    [InlineData("new Test.Catalogs.Test.DoItValueArray1Item[] { Test.Catalogs.Test.DoItValueArray1Item.Green }", """["green"]""")]
    [InlineData("new Test.Catalogs.Test.DoItValueArray2Item[] { Test.Catalogs.Test.DoItValueArray2Item.Large }", """["large"]""")]
    [InlineData("Test.Catalogs.Test.DoItValue.From(new Test.Catalogs.Test.DoItValueArray2Item[] { Test.Catalogs.Test.DoItValueArray2Item.Large })", """["large"]""")]
    public async Task An_array_is_sent_as_the_case_that_it_was_put_in_as(string expression, string json) => Assert.Equal(json, await SendAsync(
        """
        {"anyOf":[
          {"type":"array","items":{"enum":["red","green"]}},
          {"type":"array","items":{"enum":["small","large"]}},
          {"type":"array","items":{"type":"integer","minimum":0,"maximum":10}}]}
        """,
        expression));

    [Theory]
    [InlineData("""{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"array","items":{"type":["string","null"]}}]}""", "new string?[] { null, \"a\" }", """[null,"a"]""")]
    [InlineData("""{"anyOf":[{"type":"boolean"},{"type":"array","items":{"type":"string"}},{"type":"array","items":{"type":["string","null"]}}]}""", "new string?[] { null, \"a\" }", """[null,"a"]""")]
    [InlineData("""{"anyOf":[{"type":"boolean"},{"type":"object","additionalProperties":{"type":"string"}},{"type":"object","additionalProperties":{"type":["string","null"]}}]}""", "new Dictionary<string, string?> { [\"a\"] = null }", """{"a":null}""")]
    [InlineData("""{"anyOf":[{"type":"array","items":{"type":"integer"}},{"type":"array","items":{"type":["integer","null"]}}]}""", "new long?[] { null, 1 }", "[null,1]")]
    public async Task Of_two_lists_that_are_one_type_in_CSharp_the_wider_stays(string schema, string expression, string json) =>
        Assert.Equal(json, await SendAsync(schema, expression));

    [Fact]
    public async Task JSON_in_a_string_and_the_same_JSON_beside_it_are_both_read() => Assert.Equal(
        true,
        await ReadAsync(
            """{"anyOf":[{"type":"string","contentMediaType":"application/json","contentSchema":{"type":"array","items":{"type":"string"}}},{"type":"array","items":{"type":"string"}},{"type":"boolean"}]}""",
            "[\"x\"]",
            "value.Value is IReadOnlyList<string> and [\"x\"]"));

    [Theory]
    [InlineData("""{"type":"object","properties":{"p$":{"type":"string"}},"required":["p$"]}""")]
    [InlineData("""{"type":"object","properties":{"kind":{"const":"v$"}},"required":["kind"]}""")]
    public void More_alternatives_than_a_person_can_choose_from_are_any_JSON(string alternative)
    {
        Generation Of(int count) => Generation.Of(Captures.OfProperty(
            "{\"anyOf\":[" + string.Join(",", Enumerable.Range(0, count).Select(i => alternative.Replace("$", $"{i}", StringComparison.Ordinal))) + "]}"));

        Assert.Equal("DoItValue", Of(128).AssertCompiles().Method("DoIt").Parameters[0].Type.Name);
        Generation more = Of(129).AssertCompiles();
        Assert.Equal("JsonElement", more.Method("DoIt").Parameters[0].Type.Name);
        Assert.Contains("it has more than 128 alternatives", Assert.Single(more.Diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Unions_inside_of_a_union_count_with_their_alternatives()
    {
        string Inner(int from) => "{\"anyOf\":[" + string.Join(",", Enumerable.Range(from, 70).Select(
            static i => $$$"""{"type":"object","properties":{"p{{{i}}}":{"type":"string"}},"required":["p{{{i}}}"]}""")) + "]}";

        Generation generation = Generation.Of(Captures.OfProperty("{\"anyOf\":[" + Inner(0) + "," + Inner(70) + "]}")).AssertCompiles();
        Assert.Equal("JsonElement", generation.Method("DoIt").Parameters[0].Type.Name);
    }

    private static async Task<object?> ReadAsync(string schema, string answer, string expression) => await Generation.Of(Captures.OfOutput(schema)).AssertCompiles().RunAsync(
        RecordingInvoker.Structured(answer),
        $$"""
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        var value = (await Test.Catalogs.Test.Create(invoker).DoIt()).Value;
        object? read = {{expression}};
        return read is bool ? read : read?.ToString();
        """);

    private static async Task<string> SendAsync(string schema, string expression)
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty(schema)).AssertCompiles().RunAsync(
            invoker, $"return await Test.Catalogs.Test.Create(invoker).DoIt({expression});");
        return invoker.Arguments["{\"value\":".Length..^1];
    }
}
