using System.Collections.Immutable;
using System.Globalization;
using AgentBay.Typed.Cli.Sources;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Captures;

/// <summary>Reads an <c>AgentBaySchema</c> item from its metadata.</summary>
internal static class ItemFields
{
    /// <summary>The metadata in the order in which the targets hand them over.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["FullPath", "ImageId", "Command", "Url", "Headers", "Environment", "ClassName", "AgentBayIsShipped", "Timeout"];

    public static CaptureItem Read(string projectFolder, Func<string, string?> metadata)
    {
        string path = Get("FullPath") ?? throw new CliException("an AgentBaySchema item has no path");
        SourceSpec source = new()
        {
            ImageId = Get("ImageId"),
            Command = Get("Command"),
            Url = Get("Url"),
            Headers = Split(Get("Headers")),
            Environment = Split(Get("Environment")),
            WorkingDirectory = projectFolder,
        };
        string? problem = null;
        if (int.TryParse(Get("Timeout"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= SourceSpec.MostSeconds)
            source = source with { Timeout = TimeSpan.FromSeconds(seconds) };
        else if (Get("Timeout") is { } timeout)
            problem = $"Timeout is a number of seconds from 1 to {SourceSpec.MostSeconds}, not '{timeout.Printable()}'";

        // A capture of an image that came from AgentBay says where it came from.
        if (source.IsEmpty && DiskCapture.TryRead(path)?.Capture.ImageId is { } imageId)
            source = source with { ImageId = imageId };
        return new CaptureItem(path, source)
        {
            Name = Path.GetRelativePath(projectFolder, path) is var name && name.StartsWith("..", StringComparison.Ordinal) ? Path.GetFileName(path) : name,
            ClassName = Get("ClassName"),
            Problem = problem,
            IsShipped = Get("AgentBayIsShipped") == "true",
        };

        string? Get(string name) => metadata(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    private static string[] Split(string? entries) =>
        entries?.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
