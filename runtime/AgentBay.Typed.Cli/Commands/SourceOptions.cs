using System.CommandLine;
using AgentBay.Typed.Cli.Sources;

namespace AgentBay.Typed.Cli.Commands;

/// <summary>The options by which a source is named.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string?> _image = new("--image") { Description = "An AgentBay image, such as linux_latest. Needs AGENTBAY_API_KEY.", HelpName = "id" };
    private readonly Option<string?> _command = new("--command") { Description = "A command line that speaks MCP on its standard input and output.", HelpName = "command line" };
    private readonly Option<string?> _url = new("--url") { Description = "An address that speaks MCP over streamable HTTP.", HelpName = "url" };
    private readonly Option<string[]> _headers = new("--header") { Description = "An HTTP header, 'Name: value'. ${NAME} in the value stands for an environment variable or user secret.", HelpName = "header" };
    private readonly Option<string[]> _environment = new("--env") { Description = "A variable for the command, 'NAME=value'. ${NAME} as for --header.", HelpName = "variable" };
    private readonly Option<int> _timeout = CommonOptions.Number(
        "--timeout", "How many seconds listing or connecting may take; with --image, each request.", standard: 120, least: 1, SourceSpec.MostSeconds);
    private readonly Option<string?> _secrets = new("--user-secrets-id") { Description = "The UserSecretsId of the project whose user secrets to use.", HelpName = "id" };

    public SourceOptions AddTo(Command command)
    {
        foreach (Option option in new Option[] { _image, _command, _url, _headers, _environment, _timeout, _secrets })
            command.Options.Add(option);
        return this;
    }

    public Secrets Secrets(ParseResult arguments) => new(arguments.GetValue(_secrets));

    /// <summary>The source; null where none is named.</summary>
    /// <exception cref="CliException">What is named is no source.</exception>
    public SourceSpec? Read(ParseResult arguments)
    {
        SourceSpec spec = new()
        {
            ImageId = arguments.GetValue(_image),
            Command = arguments.GetValue(_command),
            Url = arguments.GetValue(_url),
            Headers = arguments.GetValue(_headers) ?? [],
            Environment = arguments.GetValue(_environment) ?? [],
            Timeout = TimeSpan.FromSeconds(arguments.GetValue(_timeout)),
        };
        if (spec.IsEmpty)
            return null;
        return spec.Problem is { } problem ? throw new CliException($"{problem} (--image, --command, --url)") : spec;
    }

    /// <exception cref="CliException">No source is named, or what is named is none.</exception>
    public SourceSpec Require(ParseResult arguments) =>
        Read(arguments) ?? throw new CliException("name a source with --image, --command or --url");
}
