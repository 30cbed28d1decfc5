using System.Text.Json;
using System.Xml.Linq;
using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd;

/// <summary>A project of a user's, built with the SDK from a folder of its own.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentbay typed ü ").FullName;

    public BuildTests()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string props = Path.Combine(Commands.RepositoryRoot, "runtime/AgentBay.Typed/build/AgentBay.Typed");
        Write("My App.csproj", new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("Import", new XAttribute("Project", props + ".props")),
            new XElement(
                "PropertyGroup",
                new XElement("OutputType", "Exe"),
                new XElement("TargetFramework", "net10.0"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("Nullable", "enable"),
                new XElement("TreatWarningsAsErrors", "true")),
            new XElement(
                "ItemGroup",
                new XElement("AgentBaySchema", new XAttribute("Include", "$(Captures)")),
                new XElement("Reference", new XAttribute("Include", Path.Combine(AppContext.BaseDirectory, "AgentBay.Typed.dll"))),
                new XElement("Analyzer", new XAttribute("Include", Path.Combine(
                    Commands.RepositoryRoot, "artifacts/bin/AgentBay.Typed.Generator", configuration, "AgentBay.Typed.Generator.dll")))),
            new XElement("Import", new XAttribute("Project", props + ".targets"))).ToString());
        Write("Program.cs", "Console.WriteLine(Demo.Tools[0].Name + typeof(ToolResult).Name);");
        Write("schemas/demo.tools.json", """[{"name":"greet"}]""");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_capture_under_schemas_needs_nothing_else_and_a_second_build_compiles_nothing()
    {
        (int exitCode, string output) = await BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);

        (exitCode, output) = await BuildAsync("--no-restore -v:d");
        Assert.True(exitCode == 0, output);
        Assert.Contains("Skipping target \"CoreCompile\" because all output files are up-to-date", output, StringComparison.Ordinal);

        Write("schemas/demo.overlay.json", """{"tools":{"greet":{"name":"welcome"}}}""");
        Write("Program.cs", "return (await Demo.Create(null!).Greet()).IsError ? 1 : 0;");
        (exitCode, output) = await BuildAsync("--no-restore");
        Assert.NotEqual(0, exitCode);
        Assert.True(output.Contains("'Demo' does not contain a definition for 'Greet'", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task A_capture_that_cannot_be_read_is_a_build_error_at_its_line()
    {
        Write("schemas/demo.tools.json", "{\n  \"tools\": [\n    nonsense\n  ]\n}");
        Write("Program.cs", "Console.WriteLine();");
        (int exitCode, string output) = await BuildAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("demo.tools.json(3,5): error ABT0001", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.tools.json", "other.overlay.json")]
    [InlineData("other.json", "other.overlay.json")]
    [InlineData("Other.TOOLS.JSON", "Other.overlay.json")]
    public async Task The_overlay_beside_a_capture_needs_no_item_whatever_the_capture_is_called(string capture, string overlay)
    {
        Write("schemas/" + capture, "[]");
        Write("schemas/" + overlay, "{}");
        (int exitCode, string output) = await Commands.RunAsync(
            "dotnet", $"msbuild -getItem:AdditionalFiles -p:EnableDefaultAgentBayItems=false -p:Captures=schemas/{capture}", _folder);
        Assert.True(exitCode == 0, output);
        using JsonDocument items = JsonDocument.Parse(output);
        Assert.Equal(
            ["schemas/" + capture, "schemas/" + overlay],
            items.RootElement.GetProperty("Items"u8).GetProperty("AdditionalFiles"u8).EnumerateArray().Select(static item => item.GetProperty("Identity"u8).GetString()));
    }

    private Task<(int ExitCode, string Output)> BuildAsync(string arguments = "") => Commands.RunAsync("dotnet", "build " + arguments, _folder);

    private void Write(string path, string content)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
