namespace AgentBay.Typed;

/// <summary>How the files of a context come into a session and go back (agentbay-wire 5.4). The defaults are those of the official SDKs.</summary>
public sealed class ContextPolicy
{
    /// <summary>Copies the session's files back before the session is released. Default: true.</summary>
    public bool AutoUpload { get; set; } = true;

    /// <summary>Whether files go back one by one or as an archive. Default: one by one.</summary>
    public ContextUploadMode UploadMode { get; set; }

    /// <summary>Copies the context's files into the session when it starts. Default: true.</summary>
    public bool AutoDownload { get; set; } = true;

    /// <summary>Deletes from the context what was deleted in the session. Default: true.</summary>
    public bool SyncLocalFile { get; set; } = true;

    /// <summary>Unpacks archives that were put into the context. Default: true.</summary>
    public bool Extract { get; set; } = true;

    /// <summary>Deletes an archive once it is unpacked. Default: true.</summary>
    public bool DeleteSourceFile { get; set; } = true;

    /// <summary>Unpacks an archive into the folder it lies in, not into one named after it. Default: false.</summary>
    public bool ExtractToCurrentFolder { get; set; }

    /// <summary>How long files are kept. Default: for ever.</summary>
    public ContextLifecycle Lifecycle { get; set; }

    /// <summary>What <see cref="Lifecycle"/> is for, relative to the context; an empty path is all of it. No wildcards. Default: all.</summary>
    public IList<string> RecyclePaths { get; } = [];

    /// <summary>What is synchronised. No entries: everything.</summary>
    public IList<ContextWhiteList> WhiteLists { get; } = [];

    /// <summary>The directory that the files had on the operating system they came from, for a context that moves between Windows and Linux.</summary>
    public string? MappingPath { get; set; }
}

/// <summary>A path of a context that is synchronised.</summary>
/// <param name="Path">The path, relative to the context's directory; empty is all of it. No wildcards.</param>
public sealed record ContextWhiteList(string Path)
{
    /// <summary>What is left out, relative to <see cref="Path"/>. No wildcards.</summary>
    public IReadOnlyList<string> ExcludePaths { get; init; } = [];
}

/// <summary>How files go back into a context.</summary>
public enum ContextUploadMode
{
    /// <summary>One by one.</summary>
    File,

    /// <summary>As one archive.</summary>
    Archive,
}

/// <summary>How long a context keeps files. The values are days.</summary>
public enum ContextLifecycle
{
    /// <summary>For ever.</summary>
    Forever = 0,

    /// <summary>One day.</summary>
    OneDay = 1,

    /// <summary>Three days.</summary>
    ThreeDays = 3,

    /// <summary>Five days.</summary>
    FiveDays = 5,

    /// <summary>Ten days.</summary>
    TenDays = 10,

    /// <summary>15 days.</summary>
    FifteenDays = 15,

    /// <summary>30 days.</summary>
    ThirtyDays = 30,

    /// <summary>90 days.</summary>
    NinetyDays = 90,

    /// <summary>180 days.</summary>
    HundredEightyDays = 180,

    /// <summary>360 days.</summary>
    ThreeHundredSixtyDays = 360,
}
