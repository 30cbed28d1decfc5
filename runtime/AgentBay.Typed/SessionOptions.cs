using System.Text.Json;

namespace AgentBay.Typed;

/// <summary>What a new session is to be. What is not set is left to the service.</summary>
public sealed class SessionOptions
{
    /// <summary>
    /// The image to start. Default: the image of the catalog, or the service's default where there is no catalog. A
    /// custom image that was made from the catalog's image goes here.
    /// </summary>
    public string? ImageId { get; set; }

    /// <summary>Labels to find the session by. Keys and values must not be blank.</summary>
    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>();

    /// <summary>The contexts whose files the session has, and where. The session is given out when they are there, or after about 4 minutes, which is logged as a warning.</summary>
    public IList<ContextBinding> Contexts { get; } = [];

    /// <summary>The id of a policy that is set up at the service. Default: none.</summary>
    public string? PolicyId { get; set; }

    /// <summary>
    /// After how long the service releases a session that nobody uses: positive, in whole seconds. Default: the service's,
    /// which is documented as 5 minutes.
    /// </summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>
    /// Records the session's browser. True makes a context for the recording (<see cref="Session.RecordingContextId"/>),
    /// into which <see cref="Session.DeleteAsync"/> copies it, and disposing does not; false asks the service not to record;
    /// null, the default, leaves it to the service.
    /// </summary>
    public bool? EnableBrowserReplay { get; set; }

    /// <summary>
    /// True asks for a session in a VPC of yours, whose tools are then called inside of it; false for one outside; null, the
    /// default, leaves it to the service. <see cref="Session.IsVpc"/> tells what came of it.
    /// </summary>
    public bool? UseVpc { get; set; }

    /// <summary>The id of the network that the session joins. Default: the service's choice.</summary>
    public string? NetworkId { get; set; }

    /// <summary>Loads skills into the session; <see cref="SkillNames"/> chooses them. Default: false.</summary>
    public bool LoadSkills { get; set; }

    /// <summary>The names of the skills to load, which needs <see cref="LoadSkills"/>. Empty: all.</summary>
    public IList<string> SkillNames { get; } = [];

    /// <summary>Settings of particular images, passed on to the service as they are: a JSON object.</summary>
    public JsonElement? ExtraConfigs { get; set; }

    /// <summary>The framework that uses this package, for the service's statistics.</summary>
    public string? Framework { get; set; }

    /// <summary>What to do when the image's tools are not those of the catalog. Default: log a warning.</summary>
    public ToolDrift ToolDrift { get; set; } = ToolDrift.Log;
}
