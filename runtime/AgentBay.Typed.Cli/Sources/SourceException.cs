using System.Net;
using AgentBay.Typed.Cli.Reports;
using AgentBay.Typed.Schema;

namespace AgentBay.Typed.Cli.Sources;

/// <summary>A source gave no tools. The message is one line: it may hold words of a server.</summary>
internal sealed class SourceException(string message, Exception? innerException = null, HttpStatusCode? status = null)
    : CliException(message.Printable(), ExitCodeOf(status), innerException)
{
    public static SourceException Of(AgentBayException e) => new(e.Message, e, e.StatusCode);

    // A source that refuses a request answered it: the key, the address or the name has to change.
    private static int ExitCodeOf(HttpStatusCode? status) => status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
        and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
            ? ExitCodes.Failure
            : ExitCodes.Unreachable;
}
