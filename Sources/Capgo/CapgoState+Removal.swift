internal import Emulation

/// Cascading deletes: what belongs to an owner is removed before it, in several turns when there is much.
extension CapgoState {
    /// Deletes an organization with its apps, unless the budget is used up before.
    mutating func removeOrganization(_ id: String, _ budget: inout WorkBudget) {
        for app in apps.rows(
            at: apps.indexes.byOrganization.oldestFirst(id).prefix(budget.rowsLeft))
        {
            removeApp(app.id, &budget)
            budget.take(1)
        }
        noteEndOfLimit(id, &budget)
        withdrawMembers(of: id, &budget)
        guard !budget.isUsedUp else { return }
        organizations.delete(id)
    }

    /// Prepares the index for the deletion of an organization with very many members.
    ///
    /// No change is recorded, because no file stores the index. There is one preparation at a time:
    /// another organization that is deleted meanwhile is deleted in one turn.
    private mutating func withdrawMembers(of id: String, _ budget: inout WorkBudget) {
        guard !budget.isUsedUp, var organization = organizations[id],
            organization.withdrawnCount > 0 || !organizations.indexes.hasSuccessor
        else { return }
        let count = budget.rowsLeft * Self.membersPerRow
        guard organization.remainingCount > count else { return }
        organization.withdraw(count)
        organizations.load(organization)
        budget.take(budget.rowsLeft)
    }

    /// How many members leave the index in the time that the removal of a row takes.
    private static let membersPerRow = 10

    /// Deletes an app with its bundles, channels, devices and statistics, unless the budget is used up before.
    mutating func removeApp(_ id: String, _ budget: inout WorkBudget) {
        // Devices name channels and bundles, and channels name bundles: what is named goes later.
        devices.delete(devices.indexes.allByApp.oldestFirst(id), &budget)
        channels.delete(channels.indexes.byApp.oldestFirst(id), &budget)
        bundles.delete(bundles.indexes.allByApp.oldestFirst(id), &budget)
        statistics.delete(statistics.indexes.byApp.oldestFirst(id), &budget)
        noteEndOfLimit(id, &budget)
        guard !budget.isUsedUp else { return }
        apps.delete(id)
    }

    /// Marks the keys that are limited to an app or organization, before it is deleted.
    ///
    /// Their limit stays. A marked key leaves `byLimit`, so the next turn continues with the others.
    private mutating func noteEndOfLimit(_ id: String, _ budget: inout WorkBudget) {
        for key in apiKeys.rows(at: apiKeys.indexes.byLimit.oldestFirst(id).prefix(budget.rowsLeft))
        where !budget.isUsedUp {
            apiKeys.update(key.id) { $0.hasDeletedLimit = true }
            budget.take(key.limitCount)
        }
    }

    /// Deletes a channel and the overrides that use it, unless the budget is used up before.
    mutating func removeChannel(_ channel: Channel, _ budget: inout WorkBudget) {
        let overrides = devices.indexes.byChannel.oldestFirst(channel.scopedName)
        for device in devices.rows(at: overrides.prefix(budget.rowsLeft)) {
            budget.take(1)
            if device.isOverrideOnly && device.version == nil {
                devices.delete(device.id)
            } else {
                devices.update(device.id) { $0.channel = nil }
            }
        }
        if !budget.isUsedUp { channels.delete(channel.id) }
    }

    /// Removes a device's override; a device that exists only as an override is deleted.
    mutating func removeOverride(of device: Device) {
        if device.isOverrideOnly {
            devices.delete(device.id)
        } else if device.channel != nil {
            devices.update(device.id) { $0.channel = nil }
        }
    }
}
