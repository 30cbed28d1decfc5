using AgentBay.Typed.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>What MSBuild's items and properties change.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void The_namespace_is_the_projects_with_Catalogs_behind_it()
    {
        Generation generation = Generation.Of([File()], new Dictionary<string, string> { ["RootNamespace"] = "My-App.2 go" });
        Assert.Equal("My_App._2_go.Catalogs", generation.AssertCompiles().Type("My_App._2_go.Catalogs.Test").ContainingNamespace.ToDisplayString());
    }

    [Fact]
    public void Metadata_of_the_item_names_class_and_namespace()
    {
        TestFile file = File();
        file.Metadata["ClassName"] = "MY_Tools";
        file.Metadata["Namespace"] = "Other.Place";
        Assert.Equal("MY_Tools", Generation.Of(file).AssertCompiles().Type("Other.Place.MY_Tools").Name);
    }

    [Fact]
    public void Metadata_of_the_item_names_the_image()
    {
        TestFile file = File();
        file.Metadata["ImageId"] = "linux_latest";
        Assert.Contains(Generation.Of(file).AssertCompiles().Type("Test.Catalogs.Test").Interfaces, static type => type.Name == "ISandboxImage");
    }

    [Fact]
    public void A_file_of_any_name_is_a_capture_when_the_project_says_so()
    {
        TestFile file = new("/p/some.json", Captures.OfTools("a"));
        Assert.Empty(Generation.Of(file).Files);
        file.Metadata["AgentBaySchema"] = "true";
        Assert.Equal("Some", Generation.Of(file).AssertCompiles().Type("Test.Catalogs.Some").Name);
    }

    [Theory]
    [InlineData("", Accessibility.Public)]
    [InlineData("public", Accessibility.Public)]
    [InlineData("internal", Accessibility.Internal)]
    public void Generated_types_are_public_unless_the_project_says_internal(string visibility, Accessibility accessibility)
    {
        Generation generation = Generation.Of([File()], new Dictionary<string, string> { ["AgentBayVisibility"] = visibility });
        Assert.Equal(accessibility, generation.AssertCompiles().Type("Test.Catalogs.Test").DeclaredAccessibility);
    }

    [Fact]
    public void A_suffix_goes_behind_methods_and_not_behind_types()
    {
        TestFile file = new("/p/test.tools.json", Captures.OfProperty("""{"enum":["a"]}"""));
        Generation generation = Generation.Of([file], new Dictionary<string, string> { ["AgentBayToolMethodSuffix"] = "Async" });
        Assert.Equal("DoItValue", generation.AssertCompiles().Method("DoItAsync").Parameters[0].Type.Name);
    }

    [Theory]
    [InlineData("enable", true)]
    [InlineData("true", true)]
    [InlineData("disable", false)]
    [InlineData("", false)]
    public void The_namespace_is_a_global_using_where_implicit_usings_are_on(string implicitUsings, bool isThere)
    {
        Generation generation = Generation.Of([File()], new Dictionary<string, string> { ["ImplicitUsings"] = implicitUsings });
        Assert.Equal(isThere, generation.AssertCompiles().Files.ContainsKey("AgentBayUsings.g.cs"));
    }

    [Fact]
    public void Captures_of_one_name_may_live_in_two_namespaces()
    {
        TestFile other = new("/q/test.tools.json", Captures.OfTools("a")) { Metadata = { ["Namespace"] = "Other" } };
        Generation generation = Generation.Of(File(), other).AssertCompiles();
        Assert.Empty(generation.Diagnostics);
        Assert.Equal("A", generation.Method("A", "Other.Test").Name);
        Assert.Equal("A", generation.Method("A").Name);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void Schemas_are_compiled_in_where_the_project_asks_for_them(string asks, bool are)
    {
        Generation generation = Generation.Of([File()], new Dictionary<string, string> { ["AgentBayToolSchemas"] = asks });
        generation.AssertCompiles();
        Assert.Equal(are, generation.Files["Test.A.g.cs"].Contains("Descriptor.Describe(", StringComparison.Ordinal));
    }

    [Fact]
    public void A_method_says_which_tool_it_calls_and_what_its_arguments_are_called()
    {
        Generation generation = Generation.Of(Captures.OfProperty("""{"type":"string"}""")).AssertCompiles();
        AttributeData tool = Assert.Single(generation.Method("DoIt").GetAttributes(), static attribute => attribute.AttributeClass!.Name == "ToolAttribute");
        Assert.Equal("do_it", tool.ConstructorArguments[0].Value);
        Assert.Equal(["value"], tool.ConstructorArguments[1].Values.Select(static value => value.Value));
    }

    private static TestFile File() => new("/p/test.tools.json", Captures.OfTools("a"));
}
