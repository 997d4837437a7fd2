namespace Tauro.Identity.Api.Audit;

internal static partial class AuditLog
{
    [LoggerMessage(
        9000, LogLevel.Warning, "Old entries of the audit could not be removed; it is tried again: {Reason}")]
    public static partial void AuditNotTidied(this ILogger logger, string reason);
}
