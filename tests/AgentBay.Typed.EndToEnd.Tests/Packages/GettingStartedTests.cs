using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentBay.Typed.EndToEnd.Infrastructure;

namespace AgentBay.Typed.EndToEnd.Packages;

/// <summary>
/// docs/getting-started.md, followed block by block: what is marked <c>sh</c> is run in a shell, <c>xml</c> goes into the
/// project, <c>csharp</c> is the program, and what is not marked is what the commands before it print. In the place of npx
/// stands a script that serves the tools of the server that the page names, as no test should need an npm registry.
/// </summary>
[Collection(nameof(PackageFeed))]
[UnsupportedOSPlatform("windows")]
public sealed partial class GettingStartedTests(PackageFeed feed)
{
    private const string Npx = """
        #!/bin/sh
        [ "$*" = "-y @modelcontextprotocol/server-everything" ] || exit 1
        while read -r line; do
          id=$(printf '%s' "$line" | sed -n 's/.*"id":\([0-9]*\).*/\1/p')
          case "$line" in
            *'"initialize"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"everything","version":"1"}}}\n' "$id" ;;
            *'"tools/list"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":%s}}\n' "$id" "$(cat "$0.tools.json")" ;;
          esac
        done

        """;

    [LinuxFact]
    public async Task A_reader_who_does_what_the_page_says_sees_what_the_page_shows()
    {
        using Consumer consumer = new(feed);
        WriteNpx(consumer);
        Dictionary<string, string> environment = new() { ["PATH"] = Path.Combine(consumer.Folder, "bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH") };
        string folder = consumer.Folder;
        string printed = "";
        List<string> followed = [];
        foreach (Match block in Block().Matches(File.ReadAllText(Path.Combine(Commands.RepositoryRoot, "docs/getting-started.md"))))
        {
            (string language, string text) = (block.Groups[1].Value, block.Groups[2].Value);
            followed.Add(language);
            switch (language)
            {
                case "sh":
                    (printed, folder) = await RunAsync(text, folder, environment);
                    break;
                case "xml":
                    string project = Path.Combine(folder, "Demo.csproj");
                    File.WriteAllText(project, File.ReadAllText(project).Replace("</Project>", text + "</Project>", StringComparison.Ordinal));
                    break;
                case "csharp":
                    File.WriteAllText(Path.Combine(folder, "Program.cs"), text);
                    break;
                case "":
                    Assert.Contains(text, printed, StringComparison.Ordinal);
                    break;
                default:
                    Assert.Fail($"Nothing is known of a block of {language}.");
                    break;
            }
        }

        Assert.Equal(["sh", "xml", "csharp", "sh", "", "xml", "sh", ""], followed);
        Assert.Contains("\"everything\"", File.ReadAllText(Path.Combine(folder, "schemas/everything.tools.json")), StringComparison.Ordinal);
    }

    private static void WriteNpx(Consumer consumer)
    {
        string capture = File.ReadAllText(Path.Combine(Commands.RepositoryRoot, "samples/EverythingMcp/schemas/everything.tools.json"));
        consumer.Write("bin/npx.tools.json", JsonNode.Parse(capture)!["tools"]!.ToJsonString());
        consumer.Write("bin/npx", Npx);
        File.SetUnixFileMode(Path.Combine(consumer.Folder, "bin/npx"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <returns>What the commands printed, and the folder in which they ended.</returns>
    private static async Task<(string Printed, string Folder)> RunAsync(string commands, string folder, Dictionary<string, string> environment)
    {
        string script = Path.Combine(folder, "commands.sh");
        string end = Path.Combine(folder, "folder.txt");
        File.WriteAllText(script, $"{commands}pwd > \"{end}\"\n");
        (int exitCode, string output) = await Commands.RunAsync("sh", "-e commands.sh", folder, environment);
        Assert.True(exitCode == 0, $"{commands}{output}");
        return (output, File.ReadAllText(end).TrimEnd());
    }

    [GeneratedRegex("""^```(\w*)\n(.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
