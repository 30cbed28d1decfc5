using Microsoft.Extensions.Logging;

namespace AgentBay.Typed.Local;

/// <summary>How a <see cref="LocalBay"/> is set up.</summary>
public sealed class LocalBayOptions
{
    /// <summary>The loopback port to listen on, 0 to 65535. Default: 0, which picks a free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// The loopback port to serve HTTPS on, beside HTTP, with a certificate made at the start (see
    /// <see cref="LocalBay.Certificate"/>). 0 picks a free one. Default: <see langword="null"/>, no HTTPS.
    /// </summary>
    public int? HttpsPort { get; set; }

    /// <summary>The API key that callers must send. Default: a random one, see <see cref="LocalBay.ApiKey"/>.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The directory that holds the directory trees of the sessions. Default: a fresh directory under the temp path,
    /// removed when the bay is disposed. A directory named here is kept; only what LocalBay put into it is removed.
    /// </summary>
    public string? RootDirectory { get; set; }

    /// <summary>
    /// The directory that holds contexts, so that they outlive this LocalBay: whoever is given the same directory has the
    /// same contexts. It must not be used by two at a time. Default: contexts go with the bay.
    /// </summary>
    public string? ContextsDirectory { get; set; }

    /// <summary>Where LocalBay logs to. Default: nowhere. The API key is never logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Which way to its tools a new session's client is offered. A session that is asked for as a VPC resource has the VPC
    /// route in any case. Default: <see cref="LocalBayToolRoute.Api"/>.
    /// </summary>
    public LocalBayToolRoute ToolRoute { get; set; }

    /// <summary>The clock that idle times and expiry dates go by. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The network of isolated sessions. Default: <see cref="LocalBayNetwork.Own"/>.</summary>
    public LocalBayNetwork Network { get; set; }

    /// <summary>
    /// Whether sessions are isolated with bubblewrap when it is installed and works. Default: <see langword="true"/>.
    /// </summary>
    public bool UseBubblewrap { get; set; } = true;
}
