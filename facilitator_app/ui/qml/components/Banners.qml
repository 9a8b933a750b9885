// All present troubles, one below the other; takes no room when there is none.  `rows`: a model with key, text, act, dismissable.
pragma ComponentBehavior: Bound
import QtQuick

Column {
    id: banners

    property var rows: null
    readonly property int count: repeater.count
    signal acted(string key)
    signal dismissed(string key)

    spacing: 8

    Repeater {
        id: repeater

        model: banners.rows

        Banner {
            required property string key

            objectName: "banner." + key
            width: banners.width
            onActed: banners.acted(key)
            onDismissed: banners.dismissed(key)
        }
    }
}
