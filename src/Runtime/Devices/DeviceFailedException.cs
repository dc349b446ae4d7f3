namespace CompiledNets;

/// <summary>An accelerator stopped working: its driver was reset, it was unplugged, or a kernel did what it must not. Nothing on it can be
/// read any more; networks on the host are as they were, and so is the last checkpoint.</summary>
public sealed class DeviceFailedException : InvalidOperationException
{
    /// <summary>Describes what failed.</summary>
    /// <param name="device">The accelerator's name.</param>
    /// <param name="cause">What its library says.</param>
    public DeviceFailedException(string device, Exception cause)
        : base($"{device} failed: {cause?.Message.TrimEnd('.')}. What was not copied from it is lost; the network on the host is as it was.", cause)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
    }

    /// <summary>The accelerator's name.</summary>
    public string Device { get; }
}
