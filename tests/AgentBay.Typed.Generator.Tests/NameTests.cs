using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

public sealed class NameTests
{
    [Theory]
    [InlineData("read_file", "ReadFile")]
    [InlineData("stopChrome", "StopChrome")]
    [InlineData("get.file-info", "GetFileInfo")]
    [InlineData("2fa", "_2fa")]
    [InlineData("a__b", "AB")]
    [InlineData("NOT_FOUND", "NotFound")]
    [InlineData("查询", "查询")]
    [InlineData("", "Empty")]
    [InlineData("_", "Empty")]
    [InlineData("\U0001F600", "Empty")]
    [InlineData("a\u202Eb\u200Bc", "ABC")]
    [InlineData("class", "Class")]
    public void A_wire_name_becomes_a_member(string wireName, string name) => Assert.Equal(name, Identifiers.Pascal(wireName));

    [Theory]
    [InlineData("timeout_ms", "timeoutMs")]
    [InlineData("URLPath", "urlPath")]
    [InlineData("URL", "url")]
    [InlineData("oldText", "oldText")]
    [InlineData("2fa", "_2fa")]
    public void A_wire_name_becomes_a_parameter(string wireName, string name) => Assert.Equal(name, Identifiers.Camel(wireName));

    [Theory]
    [InlineData("edits", "edit")]
    [InlineData("queries", "query")]
    [InlineData("boxes", "box")]
    [InlineData("classes", "class")]
    [InlineData("status", "statusItem")]
    [InlineData("data", "dataItem")]
    [InlineData("address", "addressItem")]
    public void An_item_is_named_after_its_list(string list, string item) => Assert.Equal(item, Identifiers.Singular(list));

    [Fact]
    public void Tools_that_want_one_name_are_both_spelled_out()
    {
        Generation generation = Generation.Of(Captures.OfTools("get_file", "getFile", "get.file")).AssertCompiles();
        Assert.Equal(["getFile_", "get_file", "get_x002Efile"], MethodsOf(generation).Order(StringComparer.Ordinal));
        Assert.Equal(3, generation.Diagnostics.Count(static diagnostic => diagnostic.Id == "ABT0102"));
    }

    [Theory]
    [InlineData("getFile", "getFile_")]
    [InlineData("get_file", "get_file")]
    [InlineData("get.file", "get_x002Efile")]
    [InlineData("get_x002Efile", "get_x005Fx002Efile")]
    [InlineData("GetFile_", "GetFile_x005F")]
    [InlineData("a__b", "a_x005F_b")]
    [InlineData("_a", "_a_")]
    [InlineData("2fa", "_x0032fa_")]
    [InlineData("_2fa", "_2fa_")]
    [InlineData("查询", "查询_")]
    [InlineData("", "_x_")]
    [InlineData("_", "_x005F_")]
    [InlineData("\U0001F600", "_xD83D_xDE00")]
    public void A_wire_name_is_spelled_out(string wireName, string name) => Assert.Equal(name, Identifiers.Spelled(wireName));

    [Fact]
    public void A_tool_without_a_name_is_called_by_it()
    {
        Generation generation = Generation.Of("""[{"name":""},{"name":"other"}]""").AssertCompiles();
        Assert.Empty(generation.Diagnostics);
        Assert.Equal("", generation.Method("Empty").GetAttributes().Single(static one => one.AttributeClass!.Name == "ToolAttribute").ConstructorArguments[0].Value);
    }

    [Fact]
    public void Tools_that_want_one_name_keep_their_suffix()
    {
        Generation generation = Generation.Of(
            [new TestFile("/p/test.tools.json", Captures.OfTools([("a", """{"type":"object","properties":{"mode":{"enum":["x"]}}}"""), ("A", "{}")]))],
            new Dictionary<string, string> { ["AgentBayToolMethodSuffix"] = "Async" }).AssertCompiles();
        Assert.Equal(["A_Async", "a_Async"], MethodsOf(generation).Order(StringComparer.Ordinal));
        Assert.Equal("a__Mode", generation.Type("Test.Catalogs.Test+a__Mode").Name);
    }

    [Fact]
    public void A_tool_named_like_a_group_gives_way_to_it()
    {
        Generation generation = Generation.Of(
            """[{"name":"IFilesystemTools","server":"shell"},{"name":"read","server":"wuying_filesystem"}]""").AssertCompiles();
        Assert.Equal(["IFilesystemToolsTool", "Read"], MethodsOf(generation).Order(StringComparer.Ordinal));
        Assert.Equal("ABT0102", Assert.Single(generation.Diagnostics).Id);
    }

    [Fact]
    public void Groups_that_are_one_name_are_one_group()
    {
        Generation generation = Generation.Of(
            """[{"name":"a","server":"file-system"},{"name":"b","server":"file_system"}]""").AssertCompiles();
        Assert.Equal(["A", "B"], generation.Type("Test.Catalogs.Test+IFileSystemTools").GetMembers().Select(static member => member.Name));
    }

    [Theory]
    [InlineData("to_string", "ToStringTool")]
    [InlineData("equals", "EqualsTool")]
    [InlineData("get_type", "GetTypeTool")]
    [InlineData("create", "CreateTool")]
    [InlineData("tools", "ToolsTool")]
    [InlineData("image_id", "ImageIdTool")]
    [InlineData("test", "TestTool")]
    [InlineData("memberwise_clone", "MemberwiseCloneTool")]
    [InlineData("finalize", "FinalizeTool")]
    public void A_tool_named_like_a_member_of_the_class_gets_a_suffix(string tool, string method) =>
        Assert.Equal([method], MethodsOf(Generation.Of(Captures.OfTools(tool)).AssertCompiles()));

    [Theory]
    [InlineData("ToString")]
    [InlineData("equals")]
    [InlineData("GetHashCode")]
    [InlineData("GetType")]
    [InlineData("Clone")]
    [InlineData("EqualityContract")]
    [InlineData("PrintMembers")]
    [InlineData("Deconstruct")]
    [InlineData("MemberwiseClone")]
    [InlineData("read")]
    [InlineData("write")]
    [InlineData("AdditionalProperties")]
    [InlineData("doItValue")]
    [InlineData("json")]
    [InlineData("value")]
    [InlineData("call")]
    [InlineData("class")]
    public async Task A_property_of_a_record_may_have_any_name(string property)
    {
        string schema = $$$"""{"type":"object","properties":{"value":{"type":"object","properties":{"{{{property}}}":{"type":"string"}},"required":["{{{property}}}"],"additionalProperties":{"type":"integer"} } } }""";
        string name = Generation.Of(Captures.OfInput(schema)).AssertCompiles().Type("Test.Catalogs.Test+DoItValue").GetMembers()
            .OfType<IPropertySymbol>().First(static member => member.IsRequired).Name;
        RecordingInvoker invoker = new();
        await Generation.Of(Captures.OfInput(schema)).RunAsync(invoker, $$"""return await Test.Catalogs.Test.Create(invoker).DoIt(new() { {{name}} = "x" });""");
        Assert.Equal($$$"""{"value":{"{{{property}}}":"x"}}""", invoker.Arguments);
        Generation.Of(Captures.OfOutput(schema)).AssertCompiles();
    }

    [Theory]
    [InlineData("cancellationToken", "cancellationTokenValue")]
    [InlineData("class", "class")]
    [InlineData("call", "call")]
    [InlineData("invoker", "invoker")]
    [InlineData("_caller", "caller")]
    [InlineData("additional_arguments", "additionalArgumentsValue")]
    public void A_parameter_may_have_any_name(string property, string parameter)
    {
        Generation generation = Generation.Of(Captures.OfInput(
            $$$"""{"type":"object","properties":{"{{{property}}}":{"type":"string"}},"additionalProperties":{"type":"integer"}}""")).AssertCompiles();
        Assert.Equal(parameter, generation.Method("DoIt").Parameters[0].Name);
    }

    [Fact]
    public void Parameters_that_want_one_name_are_spelled_out()
    {
        Generation generation = Generation.Of(Captures.OfInput(
            """{"type":"object","properties":{"dry_run":{"type":"boolean"},"dryRun":{"type":"boolean"}}}""")).AssertCompiles();
        Assert.Equal(["dry_run", "dryRun_", "cancellationToken"], generation.Method("DoIt").Parameters.Select(static parameter => parameter.Name));
    }

    [Fact]
    public void Values_of_an_enum_that_want_one_name_are_spelled_out()
    {
        Generation generation = Generation.Of(Captures.OfProperty("""{"enum":["asc","ASC","-","+",""," "]}""")).AssertCompiles();
        IEnumerable<string> values = generation.Type("Test.Catalogs.Test+DoItValue").GetMembers().OfType<IFieldSymbol>().Select(static field => field.Name);
        Assert.Equal(6, values.Distinct().Count());
        Assert.Contains("asc_", values);
        Assert.Contains("ASC_", values);
    }

    [Fact]
    public void Types_of_two_tools_that_want_one_name_start_with_the_tools_own_names()
    {
        const string Item = """{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}}""";
        Generation generation = Generation.Of(Captures.OfTools(
        [
            ("edit", $$$"""{"type":"object","properties":{"file_edits":{{{Item}}} } }"""),
            ("edit_file", $$$"""{"type":"object","properties":{"edits":{{{Item}}} } }"""),
        ])).AssertCompiles();
        Assert.Equal("edit__FileEdit", generation.Type("Test.Catalogs.Test+edit__FileEdit").Name);
        Assert.Equal("edit_file__Edit", generation.Type("Test.Catalogs.Test+edit_file__Edit").Name);
        Assert.Equal(2, generation.Diagnostics.Count(static diagnostic => diagnostic.Id == "ABT0103"));
    }

    [Fact]
    public void A_tool_may_be_named_like_the_type_of_another_tool() => Generation.Of(
        """
        {"tools":[
          {"name":"shell","inputSchema":{"type":"object"},"outputSchema":{"type":"object","properties":{"a":{"type":"string"}}}},
          {"name":"shell_result","inputSchema":{"type":"object"}},
          {"name":"shell_tool","inputSchema":{"type":"object"}},
          {"name":"i_tools","inputSchema":{"type":"object"}}]}
        """).AssertCompiles();

    [Fact]
    public void Names_of_a_hundred_and_more_characters_stay_apart()
    {
        string name = new('a', 200);
        Generation generation = Generation.Of(Captures.OfTools(name + "1", name + "2")).AssertCompiles();
        Assert.Equal(2, MethodsOf(generation).Distinct().Count());
    }

    [Fact]
    public void Groups_are_named_after_the_server_without_its_vendor() => Assert.Equal(
        ["IOtherTools", "IShellTools"],
        Generation.Of("""{"tools":[{"name":"a","server":"wuying_shell"},{"name":"b","server":"other"}]}""").AssertCompiles()
            .Type("Test.Catalogs.Test").GetTypeMembers().Where(static type => type.TypeKind == TypeKind.Interface)
            .Select(static type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Tools_without_a_server_are_one_group() => Assert.Contains(
        "ITools", Generation.Of(Captures.OfTools("a")).AssertCompiles().Type("Test.Catalogs.Test").GetTypeMembers().Select(static type => type.Name));

    private static IEnumerable<string> MethodsOf(Generation generation) => generation.Type("Test.Catalogs.Test").GetMembers()
        .OfType<IMethodSymbol>()
        .Where(static method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false })
        .Select(static method => method.Name);
}
