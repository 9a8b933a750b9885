pragma ComponentBehavior: Bound
// All present troubles, one below the other; takes no room when there is none.  `rows`: maps with key, text, act, dismissable.
import QtQuick

Column {
    id: banners

    property var rows: []
    signal acted(string key)
    signal dismissed(string key)

    spacing: 8

    Repeater {
        model: banners.rows

        Banner {
            required property var modelData

            objectName: "banner." + modelData.key
            width: banners.width
            text: modelData.text
            act: modelData.act
            dismissable: modelData.dismissable
            onActed: banners.acted(modelData.key)
            onDismissed: banners.dismissed(modelData.key)
        }
    }
}
