namespace Tauro.Tracking.Api.Uploads;

internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/v1").WithTags("Uploads").AllowAnonymous();
        all.MapPost("runs/{run_id}/uploads", BeginUpload.Handle)
            .WithName("BeginUpload").WithSummary("Begin an upload that can be resumed");

        var one = all.MapGroup("tracking/uploads/{upload_id}");
        one.MapGet("", GetUpload.Handle)
            .WithName("GetUpload").WithSummary("Ask how much of an upload has arrived");
        one.MapMethods("", ["HEAD"], GetUpload.Handle)
            .WithName("HeadUpload").WithSummary("Ask how much of an upload has arrived, by headers");
        one.MapPatch("", AppendUpload.Handle).TakesFile()
            .WithName("AppendUpload").WithSummary("Append at Upload-Offset");
        one.MapDelete("", AbortUpload.Handle)
            .WithName("AbortUpload").WithSummary("Drop an upload and what has arrived");
        one.MapPost("complete", CompleteUpload.Handle)
            .WithName("CompleteUpload").WithSummary("Turn an upload into the artifact");
    }
}
