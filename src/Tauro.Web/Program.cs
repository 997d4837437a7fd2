using Microsoft.Extensions.FileProviders;
using Tauro.Web;
using Tauro.Web.Api;
using Tauro.Web.Files;

return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("web");
        // The assets are next to the program, wherever it is started.
        builder.Environment.WebRootFileProvider =
            new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        builder.AddTauroApi();
        builder.Services.AddRazorComponents();
    },
    app =>
    {
        app.MapTauroDefaultEndpoints();
        app.UsePageHeaders();
        app.UseVanishedForms();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapFramedFiles();
        app.MapRazorComponents<App>();
    });
