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
        captures.Validators.Add(static result =>
        {
            foreach (string option in result.Tokens.Select(static token => token.Value).Where(static value => value.StartsWith('-')))
                result.AddError($"There is no option '{option}' here, and a capture that begins with a dash is given as ./{option}");
        });
        Option<string> output = new("--output", "-o") { Description = "The folder to write to.", DefaultValueFactory = static _ => ".", HelpName = "folder" };
        Option<string?> className = new("--class-name") { Description = "The capture's ClassName in the project. For one capture.", HelpName = "name" };
        Option<string> suffix = new("--method-suffix") { Description = "The project's AgentBayToolMethodSuffix.", DefaultValueFactory = static _ => "", HelpName = "suffix" };
        Command command = new("docs", "Writes a reference of the tools, in Markdown and as a searchable page of HTML.") { captures, output, className, suffix };
        command.SetGuardedAction((arguments, _) => RunAsync(
            arguments.GetValue(captures)!, arguments.GetValue(output)!, arguments.GetValue(className), arguments.GetValue(suffix)!, arguments.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(string[] captures, string folder, string? className, string suffix, TextWriter output)
    {
        if (className is not null && captures.Length > 1)
            throw new CliException("--class-name goes with one capture");
        foreach (string capture in captures)
        {
            CatalogReference catalog = CatalogReference.Of(DiskCapture.Read(capture), className, suffix);
            string path = Path.Combine(folder, catalog.Name);
            DiskFile.Write(Path.GetFullPath(path + ".md"), MarkdownReference.Write(catalog));
            DiskFile.Write(Path.GetFullPath(path + ".html"), HtmlReference.Write(catalog));
            await output.WriteLineAsync($"{path}.md, {path}.html: {catalog.Count}");
        }

        return ExitCodes.Success;
    }
}
