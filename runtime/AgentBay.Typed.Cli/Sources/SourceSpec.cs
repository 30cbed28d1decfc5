namespace AgentBay.Typed.Cli.Sources;

/// <summary>Where tools are captured from: one of an image, a command and a URL, and what goes along.</summary>
internal sealed record SourceSpec
{
    /// <summary>A day: who waits longer has forgotten it.</summary>
    public const int MostSeconds = 86_400;

    private const string NoAddress = "Url is not an http or https address";

    public string? ImageId { get; init; }

    /// <summary>A command line that speaks MCP on its standard input and output.</summary>
    public string? Command { get; init; }

    /// <summary>An address that speaks MCP over streamable HTTP.</summary>
    public string? Url { get; init; }

    /// <summary>HTTP headers, <c>Name: value</c>. A value may hold <c>${NAME}</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Variables for the command, <c>NAME=value</c>. A value may hold <c>${NAME}</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Where the command runs.</summary>
    public string WorkingDirectory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>How long connecting or listing may take, <see cref="MostSeconds"/> at most; of an image, each request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    public bool IsEmpty => ImageId is null && Command is null && Url is null;

    /// <summary>Says what is wrong with it; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            string[] given = [.. new[] { (ImageId, "ImageId"), (Command, "Command"), (Url, "Url") }.Where(static one => one.Item1 is not null).Select(static one => one.Item2)];
            return given.Length switch
            {
                0 => "give one of ImageId, Command and Url",
                1 => Url is not null && !Url.Contains("${", StringComparison.Ordinal) && !IsHttp(Url) ? NoAddress : null,
                _ => $"give one of {string.Join(" and ", given)}, not {(given.Length == 2 ? "both" : "all")}",
            };
        }
    }

    /// <summary>The address, once its placeholders are replaced.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public Uri Address(Secrets secrets) => secrets.Expand(Url!) is var url && IsHttp(url) ? new Uri(url) : throw new CliException(NoAddress);

    /// <summary>Says what it is without what may be secret: neither arguments nor query.</summary>
    public override string ToString() =>
        ImageId is not null ? $"image {ImageId}"
        : Command is not null ? $"command {Command.Split(' ', 2)[0]}"
        : Uri.TryCreate(Url, UriKind.Absolute, out Uri? uri) ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : Url!.Contains('@', StringComparison.Ordinal) ? "URL" : Url.Split('?')[0];

    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https");
}
