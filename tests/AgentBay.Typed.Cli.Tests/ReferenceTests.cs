using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reference;
using AgentBay.Typed.Cli.Sources;

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
        Assert.Equal(name, CatalogReference.Of(CaptureFile.Read(path), "").Name);
        Assert.Equal(name, new CaptureItem(path, new SourceSpec()) { Name = path }.CatalogName);
    }

    private CatalogReference Read(string capture, string suffix = "")
    {
        File.WriteAllText(_path, capture);
        return CatalogReference.Of(CaptureFile.Read(_path), suffix);
    }
}
