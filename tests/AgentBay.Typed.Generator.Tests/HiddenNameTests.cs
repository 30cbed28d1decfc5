using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>A parameter, a member or a case may have the name of anything that the generated code mentions.</summary>
public sealed class HiddenNameTests
{
    private const string Item = """{"type":"object","properties":{"a":{"type":"string"}}}""";

    [Theory]
    [InlineData("_caller", "caller")]
    [InlineData("DoItTool", "doItTool")]
    [InlineData("call", "items")]
    public void A_parameter_may_be_named_like_what_the_method_uses(string one, string other) => Generation.Of(Captures.OfInput(
        $$$"""{"type":"object","properties":{"{{{one}}}":{"type":"string"},"{{{other}}}":{"type":"array","items":{{{Item}}} } } }""")).AssertCompiles();

    [Fact]
    public async Task A_parameter_may_be_named_like_the_type_of_another_one()
    {
        Generation generation = Generation.Of(
            $$$"""[{"name":"查询","inputSchema":{"type":"object","properties":{"结果":{{{Item}}},"查询结果":{"type":"string"},"查询Tool":{"type":"string"} }} }]""").AssertCompiles();
        RecordingInvoker invoker = new();
        await generation.RunAsync(invoker, """return await Test.Catalogs.Test.Create(invoker).查询(new() { A = "x" }, 查询结果: "y", 查询Tool: "z");""");
        Assert.Equal("""{"结果":{"a":"x"},"查询结果":"y","查询Tool":"z"}""", invoker.Arguments);
    }

    [Fact]
    public void A_member_of_an_output_may_be_named_like_the_type_of_another_one() => Generation.Of(
        $$$"""[{"name":"get","outputSchema":{"type":"object","required":["item","get_result_item"],"properties":{"item":{{{Item}}},"get_result_item":{"type":"string"} }} }]""")
        .AssertCompiles();

    [Fact]
    public void A_member_of_an_argument_may_be_named_like_the_type_of_another_one() => Generation.Of(
        $$$"""[{"name":"get","inputSchema":{"type":"object","properties":{"o":{"type":"object","properties":{"item":{{{Item}}},"get_o_item":{"type":"string"} }} }} }]""")
        .AssertCompiles();

    [Fact]
    public void A_member_may_be_named_like_the_class_that_writes_an_enum() => Generation.Of(Captures.OfProperty(
        """{"type":"object","properties":{"m":{"enum":["a"],"default":"a"},"do_it_value_m":{"type":"string"},"do_it_value_m_wire":{"type":"string"}},"required":["m"]}"""))
        .AssertCompiles();

    [Fact]
    public void A_member_without_case_may_be_named_like_the_type_of_another_one() => Generation.Of(
        $$$"""[{"name":"查","outputSchema":{"type":"object","properties":{"x":{"type":"object","properties":{"项":{{{Item}}},"查ResultX项":{"type":"string"} }} }} }]""")
        .AssertCompiles();

    [Fact]
    public void A_case_may_be_named_like_a_type_inside_of_another_case() => Generation.Of(Captures.OfProperty(
        """
        {"oneOf":[
          {"type":"object","properties":{"kind":{"const":"a"},"item":§},"required":["kind"]},
          {"type":"object","properties":{"kind":{"const":"do_it_value_a_item"},"size":{"type":"integer"}},"required":["kind"]}]}
        """.Replace("§", Item, StringComparison.Ordinal))).AssertCompiles();

    [Theory]
    [InlineData("read", "case")]
    [InlineData("print", "members")]
    [InlineData("equality", "contract")]
    [InlineData("additional", "properties")]
    public void A_type_may_be_named_like_a_member_that_every_record_has(string tool, string property)
    {
        string schema = """
            {"type":"object","additionalProperties":{"type":"string"},"$defs":{"§":{"type":"object","properties":{"a":{"type":"string"}}}},"properties":{
              "record":{"type":"object","properties":{"p":{"$ref":"#/$defs/§"}},"additionalProperties":{"type":"string"}},
              "union":{"anyOf":[{"$ref":"#/$defs/§"},{"type":"string"}]},
              "place":{"type":"array","prefixItems":[{"$ref":"#/$defs/§"},{"type":"string"}],"items":false},
              "either":{"oneOf":[
                {"type":"object","properties":{"kind":{"const":"a"},"p":{"$ref":"#/$defs/§"}},"required":["kind"]},
                {"type":"object","properties":{"kind":{"const":"b"}},"required":["kind"]}]}}}
            """.Replace("§", property, StringComparison.Ordinal);
        Generation.Of($$"""[{"name":"{{tool}}","inputSchema":{{schema}},"outputSchema":{{schema}}}]""").AssertCompiles();
        Generation.Of($$"""[{"name":"{{tool}}","inputSchema":{{schema}}}]""").AssertCompiles();
    }

    [Fact]
    public async Task A_default_may_be_a_value_of_an_enum_that_is_spelled_out()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfProperty("""{"enum":["class","Class"],"default":"class"}""")).AssertCompiles()
            .RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt();");
        Assert.Equal("""{"value":"class"}""", invoker.Arguments);
    }

    [Fact]
    public void Ordinary_code_names_types_by_their_own_names() => Assert.DoesNotContain(
        "global::Test", Generation.Of(Captures.OfProperty(Item)).AssertCompiles().Files["Test.DoIt.g.cs"], StringComparison.Ordinal);
}
