using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.FileProviders;
using Tauro.Contracts;
using Tauro.Web;
using Tauro.Web.Api;
using Tauro.Web.Files;
using Tauro.Web.Parts;

return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("web");
        // The assets are next to the program, wherever it is started.
        builder.Environment.WebRootFileProvider =
            new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        // From a build, they would otherwise be read and compressed again for each request.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.AddTauroApi();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(ErrorPages.Format);
        // A selection of all runs is refused with the limit, not by the reader of forms.
        builder.Services.Configure<FormOptions>(form => form.ValueCountLimit = 2 * Limits.TableRunsMax);
    },
    app =>
    {
        app.MapTauroDefaultEndpoints();
        app.UsePageHeaders();
        app.UseVanishedForms();
        app.UseAntiforgery();
        app.MapStaticAssets().RequiresPrincipal();
        app.MapFramedFiles();
        app.MapRazorComponents<App>().RequiresPrincipal();
    });
