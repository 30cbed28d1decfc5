using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

public sealed class OverlayTests
{
    [Fact]
    public void A_tool_gets_the_name_that_the_overlay_gives_it() => Assert.Equal(
        "Run", Generation.Of(Captures.OfTools("shell"), """{"tools":{"shell":{"name":"run"}}}""").AssertCompiles().Method("Run").Name);

    [Fact]
    public void A_hidden_tool_has_no_method() => Assert.Equal(
        ["Test.Shell.g.cs", "Test.g.cs"],
        Generation.Of(Captures.OfTools("shell", "secret"), """{"tools":{"secret":{"hidden":true}}}""").AssertCompiles().Files.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"include":["file_*"]}""", "FileRead,FileWrite")]
    [InlineData("""{"exclude":["file_*"]}""", "Shell")]
    [InlineData("""{"include":["*e*"],"exclude":["file_wr?te"]}""", "FileRead,Shell")]
    public void Patterns_choose_the_tools(string overlay, string methods)
    {
        Generation generation = Generation.Of(Captures.OfTools("file_read", "file_write", "shell"), overlay).AssertCompiles();
        Assert.Equal(methods, string.Join(',', generation.Files.Keys.Where(static file => file != "Test.g.cs").Select(static file => file.Split('.')[1]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_group_is_the_tools_own_or_else_its_servers()
    {
        Generation generation = Generation.Of(
            """[{"name":"a","server":"wuying_filesystem"},{"name":"b","server":"wuying_filesystem"}]""",
            """{"groups":{"wuying_filesystem":"FileSystem"},"tools":{"b":{"group":"Special"}}}""").AssertCompiles();
        Assert.Single(generation.Type("Test.Catalogs.Test+IFileSystemTools").GetMembers("A"));
        Assert.Single(generation.Type("Test.Catalogs.Test+ISpecialTools").GetMembers("B"));
    }

    [Fact]
    public void A_deprecated_tool_is_obsolete_and_says_why()
    {
        IMethodSymbol method = Generation.Of(Captures.OfTools("old"), """{"tools":{"old":{"deprecated":"Use \"new\"."}}}""").AssertCompiles().Method("Old");
        Assert.Equal("Use \"new\".", method.GetAttributes().Single(static attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute").ConstructorArguments.Single().Value);
    }

    [Fact]
    public async Task A_default_of_the_overlay_is_sent_when_the_caller_gives_none()
    {
        RecordingInvoker invoker = new();
        await Generation.Of(
                Captures.OfProperty("""{"type":"integer","default":1000}"""), """{"tools":{"do_it":{"defaults":{"value":50000}}}}""")
            .AssertCompiles().RunAsync(invoker, "return await Test.Catalogs.Test.Create(invoker).DoIt();");
        Assert.Equal("""{"value":50000}""", invoker.Arguments);
    }
}
