using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Tables;
using Microsoft.Extensions.Hosting;

namespace DataHound.Storage;

/// <summary>Makes Storage ready before anything uses it: checks the settings, brings the tables up to date, loads the config folder, clears what killed writers left behind.</summary>
internal sealed class StorageStart(StorageOptions options, ControlPlaneMigrator migrator, ConfigReload config, IObjectStore objects, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in new[] { options.IncomingFolder, options.DownloadsFolder, options.WorkFolder })
            Directory.CreateDirectory(folder);
        var abandoned = clock.GetUtcNow() - AbandonedAfter;
        foreach (var file in new DirectoryInfo(options.IncomingFolder).EnumerateFiles().Where(file => file.LastWriteTimeUtc < abandoned.UtcDateTime))
            file.Delete();
        WorkFolder.RemoveAbandoned(options.WorkFolder);
        if (objects is FolderObjectStore folderStore)
            folderStore.RemoveAbandoned(abandoned);
        else if (objects is BlobObjectStore blobStore)
            await blobStore.CreateContainerAsync(cancellationToken);
        await migrator.MigrateAsync(cancellationToken);
        await config.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
