// All present troubles, one below the other; takes no room when there is none.  `over`: they lie over what is below them.  `brief`: only the latest, `most` high, with how many more there are.  `rows`: a model with key, text, act, dismissable.
pragma ComponentBehavior: Bound
import QtQuick

Column {
    id: banners

    property var rows: null
    property bool over: false
    property bool brief: false
    property real most: 0
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
            required property int index

            objectName: "banner." + key
            width: banners.width
            over: banners.over
            visible: !banners.brief || index === banners.count - 1
            most: banners.brief ? banners.most : 0
            others: banners.brief ? banners.count - 1 : 0
            onRoomWanted: banners.roomWanted()
            onActed: banners.acted(key)
            onDismissed: banners.dismissed(key)
        }
    }
}
