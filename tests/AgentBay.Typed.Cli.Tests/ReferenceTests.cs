using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Commands;
using AgentBay.Typed.Cli.CSharp;
using AgentBay.Typed.Cli.Reference;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Cli.Tests.Support;

namespace AgentBay.Typed.Cli.Tests;

/// <summary>What <c>agentbay-typed docs</c> writes.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "my_box.tools.json");

    public ReferenceTests() => Directory.CreateDirectory(Path.GetDirectoryName(_path)!);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void A_tool_is_told_with_its_signature_its_parameters_and_its_types()
    {
        string page = MarkdownReference.Write(Read("""
            { "imageId": "box", "tools": [ { "name": "write_file", "server": "wuying_filesystem", "description": "Writes | a file.",
              "annotations": { "destructiveHint": true },
              "inputSchema": { "type": "object", "required": ["path"], "properties": {
                "mode": { "enum": ["overwrite", "append"], "default": "overwrite" }, "path": { "type": "string", "description": "Where to." } } } } ] }
            """));

        Assert.StartsWith("# MyBox\n\n1 tool", page, StringComparison.Ordinal);
        Assert.Contains("- `IFilesystemTools`: [WriteFile](#writefile)", page, StringComparison.Ordinal);
        Assert.Contains(
            "Task<ToolResult> WriteFile(string path, WriteFileMode? mode = null, CancellationToken cancellationToken = default)", page, StringComparison.Ordinal);
        Assert.Contains("Tool `write_file`. May overwrite or delete what is there.", page, StringComparison.Ordinal);
        Assert.Contains("| `path` | `string` | Required. Where to. |", page, StringComparison.Ordinal);
        Assert.Contains("| `Append` | `\"append\"` |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_overlay_and_the_suffix_name_the_methods()
    {
        File.WriteAllText(_path.Replace(".tools.", ".overlay.", StringComparison.Ordinal), """{ "tools": { "a": { "name": "begin" } } }""");

        Assert.Equal("BeginAsync", Assert.Single(Assert.Single(Read("""{ "tools": [ { "name": "a" } ] }""", "Async").Groups).Tools).Method);
    }

    [Fact]
    public void The_project_may_name_the_class() =>
        Assert.Equal("LinuxBox", Read("""{ "tools": [ { "name": "a" } ] }""", className: "LinuxBox").Name);

    [Fact]
    public void A_name_on_the_wire_is_told_where_it_is_another()
    {
        CatalogReference catalog = Read("""
            { "tools": [ { "name": "run", "inputSchema": { "type": "object", "properties": { "timeout_ms": { "type": "integer" }, "path": { "type": "string" } } } } ] }
            """);

        Assert.Contains("| `timeoutMs` (`timeout_ms`) | `long?` |", MarkdownReference.Write(catalog), StringComparison.Ordinal);
        Assert.Contains("<td><code>timeoutMs</code> (<code>timeout_ms</code>)</td>", HtmlReference.Write(catalog), StringComparison.Ordinal);
        Assert.Contains("| `path` | `string?` |", MarkdownReference.Write(catalog), StringComparison.Ordinal);
    }

    [Fact]
    public void A_union_is_told_with_its_types()
    {
        string page = MarkdownReference.Write(Read("""
            { "tools": [ { "name": "set", "inputSchema": { "type": "object", "properties": { "value": { "type": ["string", "number"] } } } } ] }
            """));

        Assert.Contains("`SetValue`\n\n| one of | on the wire | |\n| --- | --- | --- |\n", page, StringComparison.Ordinal);
        Assert.Contains("| `string` |  |  |", page, StringComparison.Ordinal);
        Assert.Contains("| `double` |  |  |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_several_cases_is_told_with_each_of_them()
    {
        CatalogReference catalog = Read("""
            { "tools": [ { "name": "draw", "inputSchema": { "type": "object", "properties": { "shape": { "oneOf": [
              { "type": "object", "required": ["kind", "radius"], "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } } },
              { "type": "object", "required": ["kind", "side"], "properties": { "kind": { "const": "square" }, "side": { "type": "number" } } } ] } } } } ] }
            """);

        string page = MarkdownReference.Write(catalog);
        Assert.Contains("| `DrawShape.Circle` | `kind: \"circle\"` |  |", page, StringComparison.Ordinal);
        Assert.Contains("`DrawShape.Square`\n\n| member | type | |\n| --- | --- | --- |\n| `Side` (`side`) | `double` | Required. |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_places_and_members_without_names_are_told()
    {
        string page = MarkdownReference.Write(Read("""
            { "tools": [ { "name": "go", "inputSchema": { "type": "object", "additionalProperties": { "type": "integer" }, "properties": {
              "to": { "prefixItems": [ { "type": "number", "description": "East" }, { "type": "number" } ], "items": false, "type": "array" } } } } ] }
            """));

        Assert.Contains("| `Item1` | `double` | Required. East. |", page, StringComparison.Ordinal);
        Assert.Contains("| `additionalArguments` | `IReadOnlyDictionary<string, long>?` |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_of_the_schema_are_told()
    {
        CatalogReference catalog = Read("""
            { "tools": [ { "name": "run", "inputSchema": { "type": "object", "properties": { "path": { "type": "string", "examples": ["/a|b", "/c"] } } } } ] }
            """);

        Assert.Contains("""| Examples: `"/a\|b", "/c"`. |""", MarkdownReference.Write(catalog), StringComparison.Ordinal);
        Assert.Contains("Examples: <code>&quot;/a|b&quot;, &quot;/c&quot;</code>.", HtmlReference.Write(catalog), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_looks_like_a_name_stays_in_the_signature() => Assert.Equal(
        """Task<ToolResult> Run(string text = "global::System.Text")""",
        SignatureText.Shorten("""global::System.Threading.Tasks.Task<global::AgentBay.Typed.ToolResult> Run(string text = "global::System.Text")"""));

    [Fact]
    public void The_page_has_an_index_of_groups_and_tools_and_says_when_a_search_finds_nothing()
    {
        string page = HtmlReference.Write(Read("""{ "tools": [ { "name": "read_file", "server": "files" } ] }"""));

        Assert.Contains("<p>1 tool.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<summary><a href=\"#IFilesTools\">IFilesTools</a>, 1 tool</summary><a href=\"#ReadFile\">ReadFile</a>", page, StringComparison.Ordinal);
        Assert.Contains("<section id=\"IFilesTools\">", page, StringComparison.Ordinal);
        Assert.Contains("<article id=\"ReadFile\">", page, StringComparison.Ordinal);
        Assert.Contains("'No tool matches.'", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</code></pre><img src=x onerror=alert(1)>")]
    [InlineData("a\n</article><iframe>")]
    [InlineData("a`<script>alert(1)</script>")]
    [InlineData("\u202Ehidden")]
    public void Words_of_a_server_stay_words(string words)
    {
        string json = JsonSerializer.Serialize(words);
        CatalogReference catalog = Read($$"""
            { "imageId": {{json}}, "tools": [ { "name": {{json}}, "description": {{json}},
              "inputSchema": { "type": "object", "properties": { {{json}}: { "type": "string", "description": {{json}}, "default": {{json}} } } } } ] }
            """);

        // A span of code shows what it holds; nothing in it can end it.
        string markdown = Regex.Replace(MarkdownReference.Write(catalog), "`[^`\\n]*`", "");
        foreach (string page in new[] { markdown, HtmlReference.Write(catalog) })
        {
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<iframe", page, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', page);
        }
    }

    [Fact]
    public void The_page_runs_its_own_script_and_no_other()
    {
        string page = HtmlReference.Write(Read("""{ "tools": [ { "name": "a" } ] }"""));

        string script = Regex.Match(page, "<script>(.*)</script>", RegexOptions.Singleline).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src 'sha256-{hash}'", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task", "TaskCatalog")]
    [InlineData("tools", "ToolsCatalog")]
    [InlineData("my_box", "MyBox")]
    public void A_catalog_has_the_name_that_the_generator_gives_its_class(string file, string name)
    {
        string path = Path.Combine(Path.GetDirectoryName(_path)!, file + ".tools.json");
        File.WriteAllText(path, """{ "tools": [ { "name": "a" } ] }""");
        Assert.Equal(name, CatalogReference.Of(DiskCapture.Read(path), null, "").Name);
        Assert.Equal(name, new CaptureItem(path, new SourceSpec()) { Name = path }.CatalogName);
    }

    [Fact]
    public async Task A_class_name_goes_with_one_capture()
    {
        File.WriteAllText(_path, """{ "tools": [ { "name": "a" } ] }""");
        using StringWriter output = new();
        InvocationConfiguration configuration = new() { Output = output, Error = output };
        string folder = Path.GetDirectoryName(_path)!;

        Assert.Equal(ExitCodes.Failure, await DocsCommand.Create().Parse([_path, _path, "--class-name", "Box", "-o", folder]).InvokeAsync(configuration));
        Assert.Equal(ExitCodes.Success, await DocsCommand.Create().Parse([_path, "--class-name", "Box", "-o", folder]).InvokeAsync(configuration));
        Assert.EndsWith("Box.html: 1 tool", output.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_is_not_known_is_refused_before_anything_is_written()
    {
        File.WriteAllText(_path, """{ "tools": [ { "name": "a" } ] }""");
        string folder = Path.GetDirectoryName(_path)!;

        CliRun run = await Terminal.RunAsync("docs", _path, "-o", folder, "--json");

        Assert.Equal(
            (ExitCodes.Failure, "agentbay-typed docs: There is no option '--json' here, and a capture that begins with a dash is given as ./--json"),
            (run.ExitCode, run.Error.Trim()));
        Assert.Equal([_path], Directory.GetFiles(folder));
    }

    private CatalogReference Read(string capture, string suffix = "", string? className = null)
    {
        File.WriteAllText(_path, capture);
        return CatalogReference.Of(DiskCapture.Read(_path), className, suffix);
    }
}
