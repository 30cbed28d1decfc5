using System.Reflection;
using AgentBay.Typed.Generator.Naming;
using AgentBay.Typed.Generator.Tests.Infrastructure;

namespace AgentBay.Typed.Generator.Tests;

/// <summary>Which class a capture becomes, and which files.</summary>
public sealed class CatalogNameTests
{
    private static readonly string[] ImplicitNamespaces =
    [
        "System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "AgentBay.Typed",
    ];

    [Theory]
    [InlineData("Tools")]
    [InlineData("create")]
    [InlineData("image_id")]
    public void A_catalog_named_like_a_member_of_its_class_gets_a_suffix(string name) => Assert.Contains(
        Generation.Of(new TestFile($"/p/{name}.tools.json", Captures.OfTools("a"))).AssertCompiles().Files.Keys,
        static file => file.EndsWith("Catalog.g.cs", StringComparison.Ordinal));

    [Fact]
    public void Every_type_that_files_of_a_project_see_is_known()
    {
        string[] unknown =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(static path => Path.GetFileNameWithoutExtension(path))

                // What the private assemblies alone have, no compiler sees.
                .Where(static name => name == "AgentBay.Typed"
                    || (name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Private.", StringComparison.Ordinal)))
                .Select(Assembly.Load)
                .SelectMany(static assembly => assembly.GetExportedTypes().Concat(ForwardedBy(assembly)))
                .Where(static type => type.IsPublic && !type.IsNested && !type.IsGenericType && ImplicitNamespaces.Contains(type.Namespace))
                .Select(static type => type.Name)
                .Where(static name => !ImplicitTypes.Contains(name))
                .Distinct(),
        ];
        Assert.True(unknown.Length == 0, $"ImplicitTypes lacks {string.Join(' ', unknown)}.");
    }

    [Theory]
    [InlineData("task")]
    [InlineData("File")]
    [InlineData("Session")]
    [InlineData("timer")]
    public void A_catalog_named_like_a_type_that_every_file_sees_leaves_that_type_alone(string name)
    {
        const string Program = """
            global using System;
            global using System.IO;
            global using System.Threading;
            global using System.Threading.Tasks;
            global using AgentBay.Typed;

            internal static class Program
            {
                internal static async Task<bool> Run(Session session, Timer timer) => session is not null && timer is not null && File.Exists(await Task.FromResult("a"));
            }
            """;
        Generation generation = Generation.Of(
            [new TestFile($"/p/{name}.tools.json", Captures.OfTools("a"))], new Dictionary<string, string> { ["ImplicitUsings"] = "enable" }, Program);
        Assert.NotNull(generation.AssertCompiles().Type($"Test.Catalogs.{Identifiers.Pascal(name)}Catalog"));
    }

    [Theory]
    [InlineData("Task", "Task")]
    [InlineData("my_tools", "my_tools")]
    [InlineData("HTTP", "HTTP")]
    [InlineData("tools", "ToolsCatalog")]
    [InlineData("demo", "Demo")]
    [InlineData("my-tools", "MyTools")]
    public void A_class_is_called_as_the_project_says_where_CSharp_lets_it(string className, string name) =>
        Assert.Equal(name, CatalogNames.ClassOf("/p/test.tools.json", className));

    [Fact]
    public void Catalogs_that_differ_only_in_case_have_files_of_their_own()
    {
        Generation generation = Generation.Of(
            new TestFile("/p/a_b.tools.json", Captures.OfTools("x")), new TestFile("/p/ab.tools.json", Captures.OfTools("x"))).AssertCompiles();
        Assert.Equal(4, generation.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Empty(generation.Diagnostics);
    }

    [Theory]
    [InlineData("System")]
    [InlineData("Task")]
    [InlineData("AgentBay")]
    [InlineData("String")]
    [InlineData("Test")]
    public void A_catalog_may_be_named_like_a_type_or_namespace_of_the_framework(string name) =>
        Generation.Of(new TestFile($"/p/{name}.tools.json", Captures.OfProperty("""{"type":"array","items":{"type":"string","format":"date"}}"""))).AssertCompiles();

    [Fact]
    public void A_file_name_is_short_in_any_script()
    {
        string name = new('查', 100);
        Generation generation = Generation.Of(new TestFile($"/p/{name}.tools.json", Captures.OfTools(name, name + "询", "a"))).AssertCompiles();
        Assert.Equal(4, generation.Files.Count);
        Assert.All(generation.Files.Keys, static file => Assert.True(file.Length <= 160 && file.All(char.IsAscii), file));
    }

    [Fact]
    public void A_file_name_does_not_change_when_a_tool_that_needs_another_one_is_added()
    {
        string name = new('a', 100);
        IEnumerable<string> before = Generation.Of(Captures.OfTools(name, "b")).Files.Keys;
        Assert.Subset(Generation.Of(Captures.OfTools("b", name, name + "2", name + "0")).Files.Keys.ToHashSet(), before.ToHashSet());
    }

    [Fact]
    public void A_catalog_may_have_the_name_of_the_file_with_the_usings()
    {
        Generation generation = Generation.Of(
            [new TestFile("/p/AgentBayUsings.tools.json", Captures.OfTools("a"))], new Dictionary<string, string> { ["ImplicitUsings"] = "enable" }).AssertCompiles();
        Assert.Equal(3, generation.Files.Count);
    }

    [Fact]
    public void Names_that_differ_only_in_case_have_files_of_their_own()
    {
        Generation generation = Generation.Of(Captures.OfTools("A", "a")).AssertCompiles();
        Assert.Equal(3, generation.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    // Some forward to assemblies that are no part of the framework.
    private static IEnumerable<Type> ForwardedBy(Assembly assembly)
    {
        try
        {
            return assembly.GetForwardedTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
