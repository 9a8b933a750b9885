// All present troubles, one below the other; takes no room when there is none.  `over`: they lie over what is below them.  `rows`: a model with key, text, act, dismissable.
pragma ComponentBehavior: Bound
import QtQuick

Column {
    id: banners

    property var rows: null
    property bool over: false
    readonly property int count: repeater.count
    signal roomWanted
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
            over: banners.over
            onRoomWanted: banners.roomWanted()
            onActed: banners.acted(key)
            onDismissed: banners.dismissed(key)
        }
    }
}
