namespace Tauro.Registry.Api.Uploads;

internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/models/{name}/versions/{version:int}/uploads", BeginUpload.Handle)
            .WithName("BeginVersionUpload")
            .WithTags("Uploads").AllowAnonymous()
            .WithSummary("Begin an upload that survives cut connections and restarts");

        var uploads = routes.MapGroup("/api/v1/registry/uploads/{upload_id}").WithTags("Uploads").AllowAnonymous();
        uploads.MapGet("", GetUpload.Handle).WithName("GetVersionUpload")
            .WithSummary("See how much of an upload has arrived");
        uploads.MapMethods("", ["HEAD"], GetUpload.Handle).WithName("HeadVersionUpload")
            .WithSummary("See how much of an upload has arrived, by headers");
        uploads.MapPatch("", AppendUpload.Handle).TakesFile().WithName("AppendVersionUpload")
            .WithSummary("Append at Upload-Offset");
        uploads.MapPost("complete", CompleteUpload.Handle).WithName("CompleteVersionUpload")
            .WithSummary("Turn an upload into the version's file");
        uploads.MapDelete("", AbortUpload.Handle).WithName("AbortVersionUpload")
            .WithSummary("Drop an upload and what has arrived");
    }
}
