using Tauro.Web;
using Tauro.Web.Api;

return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("web");
        builder.WebHost.UseStaticWebAssets(); // also in the folder of a build, where they are not copied to
        builder.AddTauroApi();
        builder.Services.AddRazorComponents();
    },
    app =>
    {
        app.MapTauroDefaultEndpoints();
        app.UsePageHeaders();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>();
    });
