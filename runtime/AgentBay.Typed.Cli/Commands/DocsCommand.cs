using System.CommandLine;
using AgentBay.Typed.Cli.Captures;
using AgentBay.Typed.Cli.Reference;

namespace AgentBay.Typed.Cli.Commands;

/// <summary><c>agentbay-typed docs</c>: a reference of a capture's tools, as C# has them.</summary>
internal static class DocsCommand
{
    public static Command Create()
    {
        Argument<string[]> captures = new("captures") { Description = "Captures, such as schemas/linux_latest.tools.json.", Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--output", "-o") { Description = "The folder to write to.", DefaultValueFactory = static _ => ".", HelpName = "folder" };
        Option<string> suffix = new("--method-suffix") { Description = "The project's AgentBayToolMethodSuffix.", DefaultValueFactory = static _ => "", HelpName = "suffix" };
        Command command = new("docs", "Writes a reference of the tools, in Markdown and as a searchable page of HTML.") { captures, output, suffix };
        command.SetGuardedAction((arguments, _) => RunAsync(
            arguments.GetValue(captures)!, arguments.GetValue(output)!, arguments.GetValue(suffix)!, arguments.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(string[] captures, string folder, string suffix, TextWriter output)
    {
        foreach (string capture in captures)
        {
            CatalogReference catalog = CatalogReference.Of(CaptureFile.Read(capture), suffix);
            string path = Path.Combine(folder, catalog.Name);
            CaptureFile.Write(Path.GetFullPath(path + ".md"), MarkdownReference.Write(catalog));
            CaptureFile.Write(Path.GetFullPath(path + ".html"), HtmlReference.Write(catalog));
            await output.WriteLineAsync($"{path}.md, {path}.html: {catalog.ToolCount} tools");
        }

        return ExitCodes.Success;
    }
}
